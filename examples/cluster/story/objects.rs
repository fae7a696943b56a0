//! The steps about single objects: making, changing in each way, removing.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde_json::json;
use sigpost::{Endpoint as _, Error};

use super::{Story, end};
use crate::cluster::api::{
    ClusterErrors, ConfigMap, Container, ObjectMeta, PatchStep, Pod, PodSpec, Preconditions,
    PropagationPolicy, Removed, Written, apply_config_map, create_config_map, create_pod, evict_pod, get_pod,
    merge_config_map, patch_config_map, remove_pod, replace_config_map,
};
use crate::cluster::server::NAMESPACE;
use crate::stage::{Stage, line};

/// A pod that is not there yet.
pub(super) fn new_pod(name: &str, image: &str) -> Pod {
    let container = Container { name: "web".to_owned(), image: image.to_owned() };
    Pod { metadata: ObjectMeta::named(name), spec: PodSpec { containers: vec![container] }, status: None }
}

fn color(config_map: &ConfigMap) -> Option<&str> {
    config_map.data.get("color").map(String::as_str)
}

impl Story {
    pub(super) async fn tell_of_objects(&self, stage: &mut Stage) {
        stage.step("Make pods: tried, made, accepted, refused");
        end(stage, self.create().await);
        stage.step("Make a config map, and hear a warning");
        let config_map = self.config_map().await;
        end(stage, config_map.as_ref().map(drop).map_err(|error| anyhow::anyhow!("{error:#}")));
        stage.step("Change it in each way: merge, patch, apply, replace");
        end(stage, self.change(config_map.unwrap_or_default()).await);
        stage.step("Remove a pod: not this version, with time, at once");
        end(stage, self.remove().await);
        stage.step("Move pods away");
        end(stage, self.evict().await);
    }

    async fn create(&self) -> anyhow::Result<()> {
        let pod = new_pod("cart", "web:1");
        let written = self.cluster.send(create_pod(NAMESPACE, &pod).dry_run("All")).await?;
        ensure!(matches!(written, Written::Tried(_)), "it was expected to be tried, not {written:?}");
        let written = self.cluster.send(create_pod(NAMESPACE, &pod).field_manager("story")).await?;
        ensure!(matches!(written, Written::Created(_)), "it was expected to be there, not {written:?}");
        let later = new_pod("search", "search:7");
        match self.cluster.send(create_pod(NAMESPACE, &later)).await? {
            Written::Accepted(Pod { metadata, status: Some(status), .. }) => {
                line(format!("{} is {:?}", metadata.name, status.phase));
            }
            other => bail!("it was expected to be there later, not {other:?}"),
        }
        match self.cluster.send(create_pod(NAMESPACE, &pod)).await {
            Err(Error::Declared(ClusterErrors::AlreadyExists(error))) => {
                line(format!("{error}, as one of the {}", error.detail.kind.as_deref().unwrap_or_default()));
            }
            other => bail!("its name was expected to be taken, not {other:?}"),
        }
        match self.cluster.send(create_pod(NAMESPACE, &new_pod("empty", ""))).await {
            Err(Error::Declared(ClusterErrors::Invalid(error))) => {
                let cause = error.detail.causes.first().context("there is no cause")?;
                line(format!("{error}: {} at {}", cause.reason, cause.field));
            }
            other => bail!("a pod without an image was expected to be refused, not {other:?}"),
        }
        Ok(())
    }

    async fn config_map(&self) -> anyhow::Result<ConfigMap> {
        let data = BTreeMap::from([("color", "red"), ("size", "small")]);
        let config_map = ConfigMap {
            metadata: ObjectMeta::named("theme"),
            data: data.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
            immutable: None,
        };
        // Whether it is tried or made, it is the same type.
        self.cluster.send(create_config_map(NAMESPACE, &config_map).dry_run("All")).await?;
        let answer = self.cluster.send(create_config_map(NAMESPACE, &config_map)).with_response().await?;
        let warning = answer.headers().get("warning").context("there is no warning")?;
        line(warning.to_str()?);
        Ok(answer.into_body())
    }

    async fn change(&self, first: ConfigMap) -> anyhow::Result<()> {
        // What is left out stays, here the name; what is null goes.
        let data = BTreeMap::from([("color", Some("blue")), ("size", None)]);
        let merge = merge_config_map(NAMESPACE, "theme").data(Some(data)).immutable(None);
        if let Some(body) = merge.to_request(&self.base)?.body().as_bytes() {
            line(String::from_utf8_lossy(body));
        }
        let merged = self.cluster.send(merge).await?;
        let is_right = merged.metadata.name == "theme" && merged.data.len() == 1;
        ensure!(is_right && color(&merged) == Some("blue"), "only blue was expected, not {merged:?}");

        let path = "/data/color";
        let was_blue = PatchStep::Test { path, value: json!("blue") };
        let steps = [was_blue.clone(), PatchStep::Add { path, value: json!("green") }];
        let patched = self.cluster.send(patch_config_map(NAMESPACE, "theme", &steps)).await?;
        ensure!(color(&patched) == Some("green"), "green was expected, not {patched:?}");
        // It is blue no more, so that nothing goes.
        let steps = [was_blue, PatchStep::Remove { path }];
        match self.cluster.send(patch_config_map(NAMESPACE, "theme", &steps)).await {
            Err(Error::Declared(ClusterErrors::Invalid(error))) => line(error),
            other => bail!("the test was expected to fail, not {other:?}"),
        }

        let manifest = "kind: ConfigMap\ndata:\n  color: black\n";
        let apply = apply_config_map(NAMESPACE, "theme", "story", manifest).force(true);
        let applied = self.cluster.send(apply).await?;
        ensure!(color(&applied) == Some("black"), "black was expected, not {applied:?}");

        match self.cluster.send(replace_config_map(NAMESPACE, "theme", &first)).await {
            Err(Error::Declared(ClusterErrors::Conflict(error))) => line(error),
            other => bail!("a newer version was expected, not {other:?}"),
        }
        let replaced = self.cluster.send(replace_config_map(NAMESPACE, "theme", &applied)).await?;
        ensure!(replaced.data == applied.data, "the same was expected, not {replaced:?}");
        Ok(())
    }

    async fn remove(&self) -> anyhow::Result<()> {
        let cart = self.cluster.send(get_pod(NAMESPACE, "cart")).await?;
        let version = |version| Preconditions { resource_version: version };
        let remove = remove_pod(NAMESPACE, "cart").preconditions(version(Some("1".to_owned())));
        match self.cluster.send(remove).await {
            Err(Error::Declared(ClusterErrors::Conflict(error))) => line(error),
            other => bail!("another version was expected, not {other:?}"),
        }
        match self.cluster.send(remove_pod(NAMESPACE, "cart")).await? {
            Removed::Going(pod) => line(format!("{} is about to go", pod.metadata.name)),
            other => bail!("it was expected to take its time, not {other:?}"),
        }
        let remove = remove_pod(NAMESPACE, "cart")
            .grace_period_seconds(0)
            .propagation_policy(PropagationPolicy::Foreground)
            .preconditions(version(cart.metadata.resource_version));
        match self.cluster.send(remove).await? {
            Removed::Gone(status) => line(status.status),
            other => bail!("it was expected to go, not {other:?}"),
        }
        Ok(())
    }

    async fn evict(&self) -> anyhow::Result<()> {
        let evict =
            async |name| self.cluster.send(evict_pod(NAMESPACE, name, &ObjectMeta::named(name))).await;
        let status = evict("search").await?;
        ensure!(status.status == "Success", "a success was expected, not {status:?}");
        match evict("web-0").await {
            Err(Error::Declared(ClusterErrors::TooManyRequests(error))) => {
                let seconds = error.detail.retry_after_seconds.context("it is not said when to try again")?;
                line(format!("{error}, again in {seconds} s"));
            }
            other => bail!("it was expected to stay, not {other:?}"),
        }
        Ok(())
    }
}
