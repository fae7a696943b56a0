//! Redirects: none unless asked for, as many as allowed, and nothing that may be a secret to another origin.

use http::Method;
use sigpost::Credentials;
use sigpost_tests::raw_server::{RawServer, Step, answer};

use super::*;

#[endpoint(GET "/from/here?<q>", redirects = 5)]
async fn get_from(q: &str, #[header("X-Tenant")] tenant: &str, #[cookie] session: &str) -> sigpost::Text;
#[endpoint(POST "/from/here", redirects = 5)]
async fn post_from(name: &str, #[header("X-Tenant")] tenant: &str, #[cookie] session: &str) -> sigpost::Text;

fn with_secrets(builder: ClientBuilder) -> Client {
    builder
        .header("X-Constant", "SECRET")
        .user_agent("test")
        .credentials(Credentials::bearer("SECRET"))
        .credentials(Credentials::api_key_header("X-Key", "SECRET"))
        .credentials(Credentials::api_key_query("key", "SECRET"))
        .retry(at_once(1))
        .build()
        .unwrap()
}

/// Sends every request but those to `/there` to `location`.
fn redirecting(status: u16, location: String) -> RawServer {
    RawServer::scripted(move |_, request| {
        if request.split(' ').nth(1).unwrap().starts_with("/there") {
            vec![answer("200 OK", "", "done")]
        } else {
            vec![answer(&format!("{status} Moved"), &format!("location: {location}\r\n"), "")]
        }
    })
}

#[tokio::test]
async fn methods_and_bodies() {
    for transport in 0..2 {
        for status in [301, 302, 303, 307, 308] {
            for is_post in [false, true] {
                let server = redirecting(status, "/there?x=1".into());
                let client = with_secrets(over(transport, server.base("")));
                if is_post {
                    client.send(post_from("a", "t", "s")).await.unwrap();
                } else {
                    client.send(get_from("a", "t", "s")).await.unwrap();
                }
                let requests = server.requests();
                assert_eq!(requests.len(), 2, "{requests:?}");
                let keeps = is_post && matches!(status, 307 | 308);
                let method = if keeps { "POST" } else { "GET" };
                let followed = &requests[1];
                assert!(
                    followed.starts_with(&format!("{method} /there?x=1&key=SECRET HTTP/1.1\r\n")),
                    "{followed}"
                );
                assert_eq!(followed.ends_with("\r\n\r\n{\"name\":\"a\"}"), keeps, "{followed}");
                assert_eq!(followed.contains("content-type: "), keeps, "{followed}");
                assert_eq!(followed.contains("content-length: "), keeps, "{followed}");
                // It is the same origin.
                for line in
                    ["authorization: Bearer SECRET", "x-key: SECRET", "x-tenant: t", "cookie: session=s"]
                {
                    assert!(followed.contains(&format!("\r\n{line}\r\n")), "{line} in {followed}");
                }
            }
        }
    }
}

#[tokio::test]
async fn nothing_that_may_be_a_secret_goes_to_another_origin() {
    for transport in 0..2 {
        for status in [301, 302, 303, 307, 308] {
            let other = RawServer::scripted(|_, _| vec![answer("200 OK", "", "done")]);
            let server = redirecting(status, other.base("/there?x=1"));
            let client = with_secrets(over(transport, server.base("")));
            client.send(get_from("SECRET", "SECRET", "SECRET")).await.unwrap();
            assert_eq!(
                other.request(),
                "GET /there?x=1 HTTP/1.1\r\nuser-agent: test\r\naccept: text/plain, */*;q=0.8\r\nhost: HOST\r\n\r\n"
            );
            // What would keep its body is not sent there; what becomes a GET is.
            let outcome = client.send(post_from("SECRET", "SECRET", "SECRET")).await;
            match status {
                307 | 308 => assert_eq!(outcome.unwrap_err().status().unwrap().as_u16(), status),
                _ => assert_eq!(&*outcome.unwrap(), "done"),
            }
            for request in other.requests() {
                assert!(!request.contains("SECRET") && request.ends_with("\r\n\r\n"), "{request}");
                assert!(!request.contains("content-"), "{request}");
            }
        }
    }
}

#[tokio::test]
async fn credentials_do_not_come_back_with_a_second_redirect() {
    // There and back again: who could have made the second step?
    let (builder, seen) = scripted(|number, request| {
        let is_bare = request.headers().keys().all(|name| ["accept", "user-agent"].contains(&name.as_str()));
        assert_eq!(is_bare, number > 0, "{request:?}");
        let to = match number {
            0 => "https://other.example/a",
            1 => "https://h.example/b",
            2 => "/c",
            _ => return status(200),
        };
        at_hand(Ok(response(302, &[("location", to)], "")))
    });
    with_secrets(builder).send(get_from("a", "t", "s")).await.unwrap();
    assert_eq!(count(&seen), 4);
}

/// As servers do that put a slash behind a path, or send all that they get to another host.
#[tokio::test]
async fn a_key_in_the_query_that_the_server_repeats_is_sent_once_and_to_no_other_origin() {
    for transport in 0..2 {
        let server = RawServer::scripted(|_, request| {
            let (path, query) = request.split(' ').nth(1).unwrap().split_once('?').unwrap();
            match path {
                "/from/here" => {
                    vec![answer("308 Moved", &format!("location: /there?{query}\r\n"), "")]
                }
                _ => vec![answer("200 OK", "", "done")],
            }
        });
        with_secrets(over(transport, server.base(""))).send(get_from("a", "t", "s")).await.unwrap();
        assert!(server.requests()[1].starts_with("GET /there?q=a&key=SECRET HTTP/1.1\r\n"), "{server:?}");
    }

    let (builder, seen) = scripted(|number, request| match number {
        0 => {
            let location = format!("https://other.example/there?{}", request.uri().query().unwrap());
            at_hand(Ok(http::Response::builder()
                .status(308)
                .header("location", location)
                .body(Body::empty())
                .unwrap()))
        }
        _ => {
            assert_eq!(request.uri(), "https://other.example/there?q=a");
            status(200)
        }
    });
    with_secrets(builder).send(get_from("a", "t", "s")).await.unwrap();
    assert_eq!(count(&seen), 2);
}

#[tokio::test]
async fn another_origin_cannot_have_a_token_replaced() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count_asked = Arc::clone(&asked);
    let source = move || {
        count_asked.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok(sigpost::Token::new("SECRET")))
    };
    let (builder, seen) = scripted(|number, _| match number {
        0 => at_hand(Ok(response(302, &[("location", "https://other.example/a")], ""))),
        _ => status(401),
    });
    let client = builder.credentials(Credentials::token_source(source)).build().unwrap();
    let error = client.send(get_from("a", "t", "s")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!((error.attempts(), count(&seen), count(&asked)), (2, 2, 1));
    client.send(get_thing()).await.unwrap_err();
    assert_eq!(count(&asked), 2, "this one was refused by the API itself");
}

#[tokio::test]
async fn a_ring_comes_to_an_end() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| {
            vec![answer("302 Found", &format!("location: /ring/{}\r\n", (number + 1) % 3), "")]
        });
        let client = over(transport, server.base("")).build().unwrap();
        for (limit, requests) in [(0, 1), (1, 2), (7, 8)] {
            let before = server.requests().len();
            let error = client.send(get_thing()).redirects(limit).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (302, requests));
            assert_eq!(server.requests().len() - before, requests as usize);
        }
    }
}

/// Where a redirect to `location` leads from `https://h.example/from/here?q=1`.
async fn target(location: &'static str) -> Option<String> {
    let (builder, seen) = scripted(move |number, request| match number {
        0 => at_hand(Ok(response(302, &[("location", location)], ""))),
        _ => {
            assert_eq!(request.method(), Method::GET);
            at_hand(Ok(http::Response::new(Body::from(Bytes::from(request.uri().to_string())))))
        }
    });
    let outcome = builder.build().unwrap().send(get_from("1", "t", "s")).await;
    match outcome {
        Ok(uri) => Some(uri.to_string()),
        Err(error) => {
            assert_eq!((error.status().unwrap().as_u16(), error.attempts(), count(&seen)), (302, 1, 1));
            None
        }
    }
}

#[tokio::test]
async fn where_redirects_lead() {
    for (location, expected) in [
        ("/there", Some("https://h.example/there")),
        ("there", Some("https://h.example/from/there")),
        ("?x=1", Some("https://h.example/from/here?x=1")),
        ("/there?x=1#part", Some("https://h.example/there?x=1")),
        ("//other.example/there", Some("https://other.example/there")),
        ("https://h.example:443/there", Some("https://h.example:443/there")),
        ("HTTPS://H.EXAMPLE/there", Some("https://H.EXAMPLE/there")),
        ("https://other.example", Some("https://other.example/")),
        // From TLS to none, not even to the same host.
        ("http://h.example/there", None),
        ("http://other.example/", None),
        ("file:///etc/passwd", None),
        ("file:/etc/passwd", None),
        ("ftp://h.example/", None),
        ("javascript:alert(1)", None),
        ("data:text/plain,x", None),
        // A user and a password, or what another parser might take for a host.
        ("https://user:password@h.example/", None),
        ("https://h.example@other.example/", None),
        ("https:/\\other.example/", None),
        ("/\\other.example/", None),
        ("https://", None),
        ("https:///there", None),
        ("", None),
        ("#part", None),
        ("/a b", None),
    ] {
        assert_eq!(target(location).await.as_deref(), expected, "{location}");
    }
}

#[tokio::test]
async fn a_location_that_is_no_text_or_missing() {
    for transport in 0..2 {
        for location in [&b"location: /\xff\r\n"[..], b""] {
            let head = [b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\n", location, b"\r\n"].concat();
            let server = RawServer::scripted(move |_, _| vec![Step::Send(head.clone())]);
            let client = over(transport, server.base("")).build().unwrap();
            let error = client.send(get_thing()).redirects(3).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (302, 1));
        }
    }
}

#[tokio::test]
async fn what_a_post_has_become_is_tried_again_as_what_it_is() {
    let (builder, seen) = scripted(|number, request| {
        assert_eq!(request.method(), if number == 0 { Method::POST } else { Method::GET });
        match number {
            0 => at_hand(Ok(response(303, &[("location", "/there")], ""))),
            1 => status(503),
            _ => status(200),
        }
    });
    let client = builder.retry(at_once(2)).build().unwrap();
    client.send(post_from("a", "t", "s")).await.unwrap();
    assert_eq!(count(&seen), 3, "the GET is idempotent");
}
