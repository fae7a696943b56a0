//! The steps about what is behind the cluster, what is no one's to see, and what takes too long.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use sigpost::{Error, Report};

use super::{Story, end};
use crate::cluster::api::{ClusterErrors, check_readiness, get_from_service, get_pod, list_pods};
use crate::cluster::server::NAMESPACE;
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_failing(&self, stage: &mut Stage) {
        stage.step("Ask a service through the cluster");
        end(stage, self.proxy().await);
        stage.step("Meet errors of each kind: by reason, by class");
        end(stage, self.errors().await);
        stage.step("Wait no longer than the endpoint, or the call, says");
        end(stage, self.timeouts().await);
    }

    async fn proxy(&self) -> anyhow::Result<()> {
        let ask = |service, path| self.cluster.send(get_from_service(NAMESPACE, "http", service, 8080, path));
        let answer = ask("shop", "carts/7 a").await?;
        let server = answer.headers().get("x-served-by").context("it is not said who serves it")?;
        line(format!("{:?} from {server:?}", answer.body()));
        ensure!(*answer.body() == b"the shop's carts/7 a", "the shop was expected, not {answer:?}");
        match ask("bank", "accounts").await {
            Err(Error::Declared(ClusterErrors::OutOfOrder(error))) => {
                line(format!("{error}: {}", error.body_text()));
            }
            other => bail!("nothing behind the service was expected, not {other:?}"),
        }
        match ask("bank", "../../pods").await {
            Err(Error::Request(error)) => line(Report(&error)),
            other => bail!("another route was expected to be refused, not {other:?}"),
        }
        Ok(())
    }

    async fn errors(&self) -> anyhow::Result<()> {
        match self.cluster.send(get_pod(NAMESPACE, "nobody")).await {
            Err(Error::Declared(ClusterErrors::NotFound(error))) => {
                line(format!("{error}: {:?}", error.detail));
            }
            other => bail!("no pod was expected, not {other:?}"),
        }
        match self.cluster.send(get_pod("kube-system", "etcd")).await {
            Err(Error::Declared(ClusterErrors::Refused(error))) => {
                line(&error);
                ensure!(
                    error.code() == Some("Forbidden"),
                    "another reason was expected than {:?}",
                    error.code()
                );
            }
            other => bail!("a refusal was expected, not {other:?}"),
        }
        // All endpoints have these errors, so that one function is for all of them.
        ensure!(
            self.cluster.send(list_pods("kube-system")).await.is_err_and(is_forbidden),
            "a refusal was expected"
        );
        Ok(())
    }

    async fn timeouts(&self) -> anyhow::Result<()> {
        for wait in [None, Some(Duration::from_millis(20))] {
            let mut call = self.cluster.send(check_readiness("etcd"));
            if let Some(wait) = wait {
                call = call.timeout(wait);
            }
            match call.await {
                Err(error) if error.is_timeout() => line(Report(&error)),
                other => bail!("no answer was expected, not {other:?}"),
            }
        }
        let ready = self.cluster.send(check_readiness("ping")).timeout(Duration::from_secs(30)).await?;
        ensure!(ready == "ok", "ok was expected, not {ready:?}");
        Ok(())
    }
}

/// Whether the caller may not do this at all.
fn is_forbidden(error: Error<ClusterErrors>) -> bool {
    matches!(error, Error::Declared(ClusterErrors::Refused(error)) if error.code() == Some("Forbidden"))
}
