//! The steps about lists: in pages, with all parameters there are, of what is named in the path.

use anyhow::{Context as _, bail, ensure};
use sigpost::{Endpoint as _, Error};

use super::{Story, end};
use crate::cluster::api::{
    ClusterErrors, Phase, Selector, SortOrder, VersionMatch, get_node_metrics, list_nodes, list_pods,
};
use crate::cluster::server::{NAMESPACE, PODS};
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_lists(&self, stage: &mut Stage) {
        stage.step("List the pods, page by page, as `metadata.continue` leads");
        end(stage, self.pages().await);
        stage.step("List pods with every parameter that there is");
        end(stage, self.every_parameter().await);
        stage.step("Go on from a place that is too old");
        end(stage, self.too_old().await);
        stage.step("List the nodes of a zone, and see what two of them do");
        end(stage, self.nodes().await);
    }

    async fn pages(&self) -> anyhow::Result<()> {
        let mut pages = self.cluster.send(list_pods(NAMESPACE).limit(2)).pages();
        let mut count = 0;
        while let Some(page) = pages.next().await.transpose()? {
            count += page.items.len();
            let left = page.metadata.remaining_item_count.unwrap_or(0);
            line(format!("{} pods, {left} are left", page.items.len()));
        }
        ensure!(count == PODS, "{PODS} pods were expected, not {count}");
        Ok(())
    }

    async fn every_parameter(&self) -> anyhow::Result<()> {
        let request = list_pods(NAMESPACE)
            .limit(10)
            .label_selector("app=web,tier=stable")
            .field_selector("status.phase!=Failed")
            .resource_version("100")
            .resource_version_match(VersionMatch::NotOlderThan)
            .timeout_seconds(30)
            .send_initial_events(false)
            .allow_watch_bookmarks(true)
            .pretty(false)
            .include_managed_fields(false)
            .sort_by("metadata.name")
            .sort_order(SortOrder::Descending)
            .node_name("node-a")
            .phase(&[Phase::Pending, Phase::Running])
            .columns(&["NAME", "STATUS"])
            .min_restart_count(0)
            .created_after("2026-01-01T00:00:00Z".parse()?)
            .created_before("2027-01-01T00:00:00+01:00".parse()?)
            .shard_selector("0/2");
        let address = request.to_request(&self.base)?.uri().clone();
        line(address.query().context("the address has no query")?);
        let pods = self.cluster.send(request).await?.items;
        let names: Vec<_> = pods.iter().map(|pod| pod.metadata.name.as_str()).collect();
        ensure!(
            names == ["web-1", "web-2", "web-3", "web-4"],
            "the stable ones were expected, not {names:?}"
        );
        Ok(())
    }

    async fn too_old(&self) -> anyhow::Result<()> {
        match self.cluster.send(list_pods(NAMESPACE).r#continue("from last year")).await {
            Err(Error::Declared(ClusterErrors::Expired(error))) => line(error),
            other => bail!("an old place was expected, not {other:?}"),
        }
        Ok(())
    }

    async fn nodes(&self) -> anyhow::Result<()> {
        let zone = Selector { label_selector: Some("zone=z"), ..Selector::default() };
        let mut nodes = self.cluster.send(list_nodes(zone).limit(2)).items();
        let mut names = Vec::new();
        while let Some(node) = nodes.next().await.transpose()? {
            names.push(node.metadata.name);
        }
        ensure!(names == ["node-a", "node-b", "node-c"], "three nodes were expected, not {names:?}");
        let metrics = self.cluster.send(get_node_metrics(&["node-a", "node-c"])).await?;
        for node in &metrics {
            let cpu = node.usage.get("cpu").context("it is not said how much of the CPU")?;
            line(format!("{} uses {cpu}", node.metadata.name));
        }
        ensure!(metrics.len() == 2, "two nodes were expected, not {metrics:?}");
        Ok(())
    }
}
