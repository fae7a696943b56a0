//! The steps, in their order. How a step is told and counted stands in the examples' `stage`.

use std::collections::BTreeMap;
use std::path::Path;

use sigpost::{Client, Error, NdJson, Part, Report, RequestError, StreamBody};
use sigpost_examples::object_store::api::{
    ByteRange, Copied, CopyObjectError, DeleteObjectError, Deletion, Download, GetBytesError, GetUsageError,
    HeadObjectError, Key, ListObjectsError, Overwrite, PutObjectError, StoreErrors, Visibility, Xml,
    copy_object, create_session, delete_object, delete_objects, get_bytes, get_object, get_presigned,
    get_usage, head_object, list_buckets, list_folder, list_objects, presign, purge_object, put_object,
    upload,
};
use sigpost_examples::object_store::server;
use sigpost_examples::stage::{Outcome, Stage, check, line, text, told, unexpected};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::resume::{download, etag_of};

const MEDIA: &str = "media";
const FILM: &str = "films/2026/Ada & Grace.mp4";
const NOTE: &str = "notes/a.txt";

/// How large the film is, in bytes.
const SIZE: usize = 300_000;

/// Tells all steps.
pub(crate) async fn tell(base_url: &str, folder: &Path, stage: &mut Stage) -> Result<(), RequestError> {
    let builder = || Client::builder(base_url).error_format(Xml);
    let store = builder().api_key_header("X-Store-Key", server::KEY).build()?;
    let stranger = builder().api_key_header("X-Store-Key", "wrong").build()?;
    let story = Story { store, stranger, folder, film: (0..SIZE).map(|index| (index % 251) as u8).collect() };
    stage.step("List the buckets, without knowing how many there are");
    stage.end(story.buckets().await);
    stage.step("Upload a file as it is read");
    stage.end(story.upload_file().await);
    stage.step("Upload streams, of known length and of unknown");
    stage.end(story.upload_streams().await);
    stage.step("Ask what is known of the file");
    stage.end(story.describe().await);
    stage.step("Download it over a bad line");
    stage.end(story.download().await);
    stage.step("Ask for it again, having it");
    stage.end(story.ask_again().await);
    stage.step("Change an object only as the one that it was");
    stage.end(story.preconditions().await);
    stage.step("Upload a form with fields, JSON, and files");
    stage.end(story.upload_form().await);
    stage.step("Copy, and purge caches");
    stage.end(story.copy_and_purge().await);
    stage.step("List objects and folders");
    stage.end(story.lists().await);
    stage.step("Let anyone get an object for a while");
    stage.end(story.presigned().await);
    stage.step("Meet errors in XML");
    stage.end(story.errors().await);
    stage.step("Remove many objects at once");
    stage.end(story.remove().await);
    stage.step("Use the console, which has sessions");
    stage.end(story.console().await);
    Ok(())
}

struct Story<'f> {
    store: Client,
    /// With a key that the server does not know.
    stranger: Client,
    /// For files.
    folder: &'f Path,
    film: Vec<u8>,
}

impl Story<'_> {
    async fn buckets(&self) -> Outcome {
        let mut buckets = self.store.send(list_buckets()).items();
        let mut names = Vec::new();
        while let Some(bucket) = buckets.next().await {
            names.push(bucket.map_err(text)?.name);
        }
        line(names.join(", "));
        check(names == server::BUCKETS, "all buckets", names.len())
    }

    async fn upload_file(&self) -> Outcome {
        let path = self.folder.join("film.mp4");
        tokio::fs::write(&path, &self.film).await.map_err(|error| error.to_string())?;
        let content = StreamBody::from_path(&path).map_err(|error| error.to_string())?;
        let put = put_object(MEDIA, FILM, content, "video/mp4").cache_tags(&["films", "2026"]);
        // What a store keeps beside an object has any name, so that no declaration can know it.
        let answer = self.store.send(put).header("X-Meta-Camera", "Bolex H16").await.map_err(text)?;
        line(format_args!("{SIZE} bytes are there as {:?}", etag_of(&answer)));
        check(answer.status() == 201, "201", answer.status())
    }

    async fn upload_streams(&self) -> Outcome {
        let lines = || ReaderStream::new(&b"one\ntwo\n"[..]);
        let known = StreamBody::new(lines()).with_length(8);
        self.store.send(put_object(MEDIA, "notes/known.txt", known, "text/plain")).await.map_err(text)?;
        let unknown = StreamBody::new(lines());
        self.store.send(put_object(MEDIA, "notes/unknown.txt", unknown, "text/plain")).await.map_err(text)?;
        for key in ["notes/known.txt", "notes/unknown.txt"] {
            let content = self.store.send(get_bytes(MEDIA, key)).await.map_err(text)?.into_body();
            line(format_args!("{key}: {} bytes", content.len()));
            check(*content == *b"one\ntwo\n", "two lines", content.len())?;
        }
        // One that gives less than it promises is no upload.
        let short = StreamBody::new(lines()).with_length(9);
        told(
            "broken",
            self.store.send(put_object(MEDIA, "notes/short.txt", short, "text/plain")).await,
            |error| matches!(error, Error::Transport(_)),
        )
    }

    async fn describe(&self) -> Outcome {
        let known = self.store.send(head_object(MEDIA, FILM)).await.map_err(text)?;
        for name in ["content-length", "content-type", "cache-tags", "x-meta-camera"] {
            line(format_args!("{name}: {:?}", known.headers().get(name)));
        }
        check(known.headers()["content-length"] == SIZE.to_string(), "its length", "another")?;
        check(known.headers()["cache-tags"] == "films, 2026", "two tags", "others")
    }

    async fn download(&self) -> Outcome {
        let path = self.folder.join("again.mp4");
        let mut file = File::create(&path).await.map_err(|error| error.to_string())?;
        let size = download(&self.store, MEDIA, FILM, &mut file).await?;
        let content = tokio::fs::read(&path).await.map_err(|error| error.to_string())?;
        check(size == SIZE as u64, "the whole film", size)?;
        check(content == self.film, "the same film", content.len())
    }

    async fn ask_again(&self) -> Outcome {
        let known = self.store.send(head_object(MEDIA, FILM)).await.map_err(text)?;
        let etag = etag_of(&known).ok_or("there is no ETag")?;
        let all = |request| async { self.store.send(request).await.map_err(text) };
        match all(get_object(MEDIA, FILM).if_none_match(&etag)).await? {
            Download::NotModified => line("304: it is what it was"),
            other => return unexpected("304", format_args!("{other:?}")),
        }
        match all(get_object(MEDIA, FILM).range(ByteRange(SIZE as u64))).await? {
            Download::Complete => line("416: there is no more"),
            other => return unexpected("416", format_args!("{other:?}")),
        }
        // A part of another version is no part of this one: all of it comes.
        let changed = get_object(MEDIA, FILM).range(ByteRange(7)).if_range("\"v0\"");
        let Download::Whole(answer) = all(changed).await? else {
            return unexpected("200", "another status");
        };
        let content = answer.into_body().collect(SIZE).await.map_err(|error| error.to_string())?;
        check(content == self.film, "the whole film", content.len())
    }

    async fn preconditions(&self) -> Outcome {
        let put = |content: &'static str| put_object(MEDIA, NOTE, content, "text/plain");
        let first = self.store.send(put("first")).await.map_err(text)?;
        let first = etag_of(&first).ok_or("there is no ETag")?;
        let second = self.store.send(put("second").if_match(&first)).await.map_err(text)?;
        line(format_args!("{first} became {:?}", etag_of(&second)));
        told("PreconditionFailed", self.store.send(put("third").if_match(&first)).await, |error| {
            matches!(error, Error::Declared(PutObjectError::PreconditionFailed(error))
                if error.detail.condition == "If-Match")
        })?;
        told("PreconditionFailed", self.store.send(put("third").if_none_match("*")).await, |error| {
            matches!(error, Error::Declared(PutObjectError::PreconditionFailed(error))
                if error.detail.condition == "If-None-Match")
        })?;
        told(
            "PreconditionFailed",
            self.store.send(delete_object(MEDIA, NOTE).if_match(&first)).await,
            |error| matches!(error, Error::Declared(DeleteObjectError::PreconditionFailed(_))),
        )?;
        let content = self.store.send(get_bytes(MEDIA, NOTE)).await.map_err(text)?.into_body();
        check(*content == *b"second", "the second content", content.len())
    }

    async fn upload_form(&self) -> Outcome {
        let path = self.folder.join("film.mp4");
        let film = Part::from_path(&path).map_err(|error| error.to_string())?.media_type("video/mp4");
        let preview = |name: &str| Part::bytes(name.to_owned()).file_name(name).media_type("image/png");
        let labels = BTreeMap::from([("year", "1951"), ("title", "It's \"new\"")]);
        let form = upload(MEDIA, "films/1951/b.mp4", Visibility::Public, labels, film)
            .previews(vec![preview("0.png"), preview("1.png")]);
        let object = self.store.send(form).await.map_err(text)?;
        line(format_args!("{object:?}"));
        check(object.size == SIZE as u64, "the whole film", object.size)
    }

    async fn copy_and_purge(&self) -> Outcome {
        let copy = || copy_object(MEDIA, NOTE, "archive/a.txt").overwrite(Overwrite::Yes);
        let first = self.store.send(copy()).await.map_err(text)?;
        let second = self.store.send(copy()).await.map_err(text)?;
        line(format_args!("{first:?}, and then {second:?}"));
        check(matches!((first, second), (Copied::Created, Copied::Replaced)), "201, then 204", "others")?;
        told("PreconditionFailed", self.store.send(copy().overwrite(Overwrite::No)).await, |error| {
            matches!(error, Error::Declared(CopyObjectError::PreconditionFailed(_)))
        })?;
        let cached = || async {
            let answer = self.store.send(get_bytes("archive", "a.txt")).await.map_err(text)?;
            Ok::<bool, String>(answer.headers().get("x-cache").is_some_and(|cache| cache == "hit"))
        };
        cached().await?;
        check(cached().await?, "an answer of the cache", "one of the store")?;
        self.store.send(purge_object("archive", "a.txt")).await.map_err(text)?;
        check(!cached().await?, "an answer of the store", "one of the cache")?;
        line("purged from the cache");
        Ok(())
    }

    async fn lists(&self) -> Outcome {
        let mut pages = self.store.send(list_objects(MEDIA).prefix("films/").limit(2)).pages();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(text)?;
            line(format_args!("{} objects, the next ones behind {:?}", page.len(), pages.position()));
            keys.extend(page.into_iter().map(|object| object.key));
        }
        let previews = ["films/1951/b.mp4.previews/0.png", "films/1951/b.mp4.previews/1.png"];
        check(keys == ["films/1951/b.mp4", previews[0], previews[1], FILM], "4 films", keys.join(", "))?;
        let top = self.store.send(list_folder(MEDIA, "")).await.map_err(text)?;
        line(format_args!("folders: {}", top.folders.join(", ")));
        check(top.folders == ["films", "notes"], "2 folders", top.folders.join(", "))?;
        let year = self.store.send(list_folder(MEDIA, "films/2026")).await.map_err(text)?;
        check(year.objects.len() == 1, "one film", year.objects.len())
    }

    async fn presigned(&self) -> Outcome {
        let (base, signature) = self.store.send(presign(MEDIA, NOTE, 60)).await.map_err(text)?;
        let call = self.store.send(get_presigned(MEDIA, NOTE, &signature)).base(&base);
        let curl = call.to_curl().map_err(|error| Report(&error).to_string())?;
        line(&curl);
        check(!curl.contains(&signature.signature) && !curl.contains(server::KEY), "no secrets", &curl)?;
        let content = call.await.map_err(text)?;
        check(*content == *b"second", "the note", content.len())?;
        let film = get_presigned(MEDIA, FILM, &signature);
        told("AccessDenied", self.store.send(film).base(&base).await, |error| {
            error.status().is_some_and(|status| status == 403) && error.code() == Some("AccessDenied")
        })
    }

    async fn errors(&self) -> Outcome {
        let key = "films/<none> & more";
        match self.store.send(get_bytes(MEDIA, key)).await {
            Err(Error::Declared(GetBytesError::StoreErrors(StoreErrors::NoSuchKey(error)))) => {
                line(format_args!("NoSuchKey: {error}"));
                // The typed detail, and what came, whole.
                check(error.detail.resource == format!("{MEDIA}/{key}"), "the key", &error.detail.resource)?;
                for part in error.body_text().lines() {
                    line(format_args!("    {part}"));
                }
            }
            Err(error) => return unexpected("NoSuchKey", Report(&error)),
            Ok(_) => return unexpected("NoSuchKey", "a success"),
        }
        told("NoSuchBucket", self.store.send(list_objects("none")).await, |error| {
            matches!(error, Error::Declared(ListObjectsError::StoreErrors(StoreErrors::NoSuchBucket(_))))
        })?;
        // To HEAD there is no body that could say more.
        told("NotFound", self.store.send(head_object(MEDIA, key)).await, |error| {
            matches!(error, Error::Declared(HeadObjectError::StoreErrors(StoreErrors::NotFound(_))))
        })?;
        told("AccessDenied", self.stranger.send(get_bytes(MEDIA, FILM)).await, |error| {
            matches!(error, Error::Declared(GetBytesError::StoreErrors(StoreErrors::AccessDenied(_))))
        })?;
        let up = "films/../../archive/a.txt";
        told("refused", self.store.send(get_bytes(MEDIA, up)).await, |error| {
            matches!(error, Error::Request(_))
        })
    }

    async fn remove(&self) -> Outcome {
        let keys = ["notes/known.txt", "notes/unknown.txt", "none"].map(|key| Key { key: key.to_owned() });
        let mut told = self.store.send(delete_objects(MEDIA, NdJson(&keys))).await.map_err(text)?;
        let mut removed = 0;
        while let Some(deletion) = told.next().await {
            let Deletion { key, deleted } = deletion.map_err(|error| error.to_string())?;
            line(format_args!("{key}: {}", if deleted { "removed" } else { "was not there" }));
            removed += u8::from(deleted);
        }
        check(removed == 2, "2 removed", removed)
    }

    async fn console(&self) -> Outcome {
        let answer = self.store.send(create_session(server::USER, server::PASSWORD)).await.map_err(text)?;
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        let session = cookie.and_then(|cookie| cookie.strip_prefix("session=")?.split(';').next());
        let session = session.ok_or("there is no session")?;
        let usage = self.store.send(get_usage(session)).await.map_err(text)?;
        for part in usage.lines() {
            line(part);
        }
        check(usage.starts_with("archive: 1 objects, 6 bytes\n"), "the usage", &usage)?;
        told("Unauthorized", self.store.send(get_usage("none")).await, |error| {
            matches!(error, Error::Declared(GetUsageError::Unauthorized(_)))
        })
    }
}
