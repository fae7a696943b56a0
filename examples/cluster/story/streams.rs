//! The steps about what arrives bit by bit: watches and logs.

use anyhow::{Context as _, bail, ensure};
use sigpost::Lines;

use super::objects::new_pod;
use super::{Story, end};
use crate::cluster::api::{
    Pod, WatchEvent, create_pod, follow_log, get_log, list_pods, remove_pod, watch_pods,
};
use crate::cluster::server::NAMESPACE;
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_streams(&self, stage: &mut Stage) {
        stage.step("Watch pods come and go");
        end(stage, self.watch().await);
        stage.step("Read a log, then follow it until its pod is gone");
        end(stage, self.logs().await);
    }

    async fn watch(&self) -> anyhow::Result<()> {
        let list = self.cluster.send(list_pods(NAMESPACE)).await?;
        let version = &list.metadata.resource_version;
        let watch = watch_pods(NAMESPACE).resource_version(version).allow_watch_bookmarks(true);
        let mut events = self.cluster.send(watch).await?;
        match next(&mut events).await? {
            WatchEvent::Bookmark(object) => {
                line(format!("from version {}", object["metadata"]["resourceVersion"]))
            }
            other => bail!("a bookmark was expected, not {other:?}"),
        }
        self.cluster.send(create_pod(NAMESPACE, &new_pod("guest", "web:1"))).await?;
        match next(&mut events).await? {
            WatchEvent::Added(pod) => line(format!("{} is there", pod.metadata.name)),
            other => bail!("a new pod was expected, not {other:?}"),
        }
        self.cluster.send(remove_pod(NAMESPACE, "guest").grace_period_seconds(0)).await?;
        match next(&mut events).await? {
            WatchEvent::Deleted(pod) => line(format!("{} is gone", pod.metadata.name)),
            other => bail!("an old pod was expected, not {other:?}"),
        }
        Ok(())
    }

    async fn logs(&self) -> anyhow::Result<()> {
        let tail = self.cluster.send(get_log(NAMESPACE, "web-1").tail_lines(2)).await?;
        ensure!(tail.lines().eq(["GET /", "GET /cart"]), "two lines were expected, not {tail:?}");
        let mut log = self.cluster.send(follow_log(NAMESPACE, "web-1")).await?;
        let mut text = log.chunk().await?.context("nothing came")?.to_vec();
        // The log goes on until there is no pod.
        self.cluster.send(remove_pod(NAMESPACE, "web-1").grace_period_seconds(0)).await?;
        while let Some(bytes) = log.chunk().await? {
            text.extend(bytes);
        }
        let text = String::from_utf8(text)?;
        line(text.trim_end().replace('\n', ", "));
        ensure!(text.ends_with("GET /cart\n"), "all of the log was expected, not {text:?}");
        Ok(())
    }
}

/// The next event of a watch, which goes on.
async fn next(events: &mut Lines<WatchEvent<Pod>>) -> anyhow::Result<WatchEvent<Pod>> {
    Ok(events.next().await.context("the watch is over")??)
}
