//! Answers that are made to fill the memory: it stays flat, whatever comes.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::de::IgnoredAny;
use sigpost::{ByteStream, Error};
use sigpost_tests::raw_server::RawServer;
use tower_http::decompression::DecompressionLayer;

use super::*;

const MIB: usize = 1024 * 1024;
const GIB: usize = 1024 * MIB;

/// The most memory that this process ever had resident, in MiB: `VmHWM`.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? / 1024)
}

/// Runs the test of this name by itself, as other tests use memory as well: `body` in another process.
fn alone(name: &str, body: impl Future<Output = ()>) {
    if std::env::var("SIGPOST_ALONE").is_ok_and(|alone| alone == name) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // What the transports need for themselves, above all certificates, comes first.
        drop(builders("http://h.example").map(|builder| builder.build().unwrap()));
        let before = peak();
        runtime.block_on(body);
        if let (Some(before), Some(after)) = (before, peak()) {
            println!("{name}: {before} MiB before, {after} MiB at the peak");
            assert!(after - before < 80, "{before} MiB before, {after} MiB at the peak");
        }
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("SIGPOST_ALONE", name)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "{output:?}");
}

#[endpoint(GET "/file")]
async fn download() -> ByteStream;
#[endpoint(GET "/ignored")]
async fn ignored() -> IgnoredAny;

/// Sends a gibibyte with this status.
fn gibibyte(status: &'static str) -> RawServer {
    RawServer::behaving(move |stream| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {GIB}\r\nconnection: close\r\n\r\n");
        let _ = stream.write_all(head.as_bytes());
        let piece = vec![b'0'; MIB];
        for _ in 0..GIB / MIB {
            if stream.write_all(&piece).is_err() {
                break;
            }
        }
    })
}

async fn is_too_large(client: &Client) {
    let error = client.send(get_thing()).await.unwrap_err();
    let Error::Malformed(malformed) = &error else { panic!("{error}") };
    // An error keeps less than was read.
    assert_eq!((malformed.body().len(), malformed.is_truncated(), error.attempts()), (256 * 1024, true, 1));
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        format!("the body is larger than the limit of {} bytes", 16 * MIB)
    );
}

#[test]
fn a_gibibyte_is_not_collected() {
    alone("floods::a_gibibyte_is_not_collected", async {
        let server = gibibyte("200 OK");
        let broken = gibibyte("400 Bad Request");
        for builder in builders(server.base("")) {
            is_too_large(&builder.build().unwrap()).await;
        }
        for builder in builders(broken.base("")) {
            let error = builder.build().unwrap().send(ignored()).await.unwrap_err();
            let Error::Undeclared(response) = &error else { panic!("{error}") };
            assert_eq!((response.body().len(), response.is_truncated()), (256 * 1024, true));
        }
        assert_eq!(server.requests().len(), 2);
    });
}

#[test]
fn a_gibibyte_is_downloaded_piece_by_piece() {
    alone("floods::a_gibibyte_is_downloaded_piece_by_piece", async {
        let server = gibibyte("200 OK");
        for builder in builders(server.base("")) {
            let mut stream = builder.build().unwrap().send(download()).await.unwrap();
            let mut received = 0;
            while let Some(chunk) = stream.chunk().await.unwrap() {
                received += chunk.len();
            }
            assert_eq!(received, GIB);
        }
    });
}

/// A gibibyte of zeros, zipped (RFC 1952): one piece of it again and again. The checksum at the end is missing, as
/// nobody comes so far.
fn zipped_gibibyte() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; MIB]).unwrap();
    encoder.flush().unwrap();
    let first = encoder.get_ref().clone();
    let (head, piece) = first.split_at(10);
    [head, &piece.repeat(GIB / MIB)].concat()
}

#[test]
fn a_zipped_gibibyte_is_not_collected() {
    alone("floods::a_zipped_gibibyte_is_not_collected", async {
        let zipped = zipped_gibibyte();
        assert!(zipped.len() < 2 * MIB, "{} bytes", zipped.len());
        let server = RawServer::with_body("200 OK", "content-encoding: gzip\r\n", &zipped);
        for builder in builders(server.base("")) {
            is_too_large(&builder.layer(DecompressionLayer::new()).build().unwrap()).await;
        }
        assert!(server.requests().iter().all(|request| request.contains("accept-encoding: gzip\r\n")));
    });
}

#[test]
fn heads_of_a_mebibyte_are_not_collected() {
    alone("floods::heads_of_a_mebibyte_are_not_collected", async {
        let long = format!("x-long: {}\r\n", "a".repeat(MIB));
        let many = "x-many: a\r\n".repeat(MIB / 11);
        for headers in [long, many] {
            for transport in 0..2 {
                let server = RawServer::with_body("200 OK", &headers, "done");
                let client = over(transport, server.base(""));
                let client = client.retry(at_once(2)).build().unwrap();
                let error = client.send(get_thing()).await.unwrap_err();
                assert!(matches!(error, Error::Transport(_)) && !error.is_timeout(), "{error}");
                assert_eq!((error.attempts(), server.requests().len()), (2, 2));
                let error = client.send(post_thing("a")).await.unwrap_err();
                assert_eq!((error.attempts(), server.requests().len()), (1, 3));
            }
        }
    });
}

#[test]
fn json_without_a_bottom_does_not_overflow_the_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [deep.clone(), format!("{{\"a\":{deep}}}"), deep[..100_000].to_owned()] {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            for status in ["200 OK", "400 Bad Request"] {
                let server = RawServer::with_body(status, "content-type: application/json\r\n", &body);
                for builder in builders(server.base("")) {
                    let client = builder.build().unwrap();
                    // To be ignored, it has no depth.
                    let _ = client.send(ignored()).await;
                    let error = client.send(valued()).await.unwrap_err();
                    assert!(matches!(error, Error::Malformed(_) | Error::Undeclared(_)), "{error}");
                }
                assert_eq!(server.requests().len(), 4);
            }
        });
    }
}

#[endpoint(GET "/value")]
async fn valued() -> serde_json::Value;
