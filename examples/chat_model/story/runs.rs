//! The steps in which something goes on for long: a run that is followed, and a batch.

use sigpost::NdJson;

use super::{Story, asking};
use crate::chat_model::api::{BatchLine, CompletionRequest, RunEvent};
use crate::stage::{Outcome, check, line, text};

/// What is known of a run.
#[derive(Default)]
struct Run {
    id: Option<String>,
    said: String,
    others: usize,
    tokens: Option<u64>,
}

impl Run {
    fn take(&mut self, event: RunEvent) {
        match event {
            RunEvent::Created { id } => self.id = Some(id),
            RunEvent::Delta { text } => self.said.push_str(&text),
            RunEvent::Completed { usage } => self.tokens = Some(usage.total_tokens),
            RunEvent::Other(_) => self.others += 1,
        }
    }
}

impl Story {
    pub(super) async fn run(&self) -> Outcome {
        let mut run = Run::default();
        let mut events = self.api.start_run("Count.").await.map_err(text)?;
        let mut breaks = 0;
        loop {
            match events.next().await {
                Some(Ok(event)) => run.take(event.data.0),
                Some(Err(error)) if error.is_broken() => {
                    breaks += 1;
                    line(format_args!("{error}, behind event {}", events.last_event_id()));
                    tokio::time::sleep(events.retry().unwrap_or_default()).await;
                    let id = run.id.as_deref().unwrap_or_default();
                    let last = events.last_event_id().to_owned();
                    events = self.api.follow_run(id).last_event_id(&last).await.map_err(text)?;
                }
                Some(Err(error)) => return Err(error.to_string()),
                None => break,
            }
        }
        line(format_args!("{} {} tokens", run.said, run.tokens.unwrap_or_default()));
        check(breaks == 1 && run.others == 1, "one break, and one unknown event", breaks)?;
        check(
            run.said == "One, two, three." && run.tokens == Some(3),
            "nothing lost, nothing twice",
            run.said,
        )
    }

    pub(super) async fn batch(&self) -> Outcome {
        let lines = [
            ("first", asking("One?")),
            ("second", CompletionRequest { model: "eagle-9".to_owned(), ..asking("Two?") }),
            ("third", asking("Three?")),
        ];
        let lines = lines.map(|(id, body)| BatchLine { custom_id: id.to_owned(), body });
        let batch = self.api.create_batch(NdJson(lines.to_vec())).await.map_err(text)?;
        line(format_args!("{} has {} lines", batch.id, batch.lines));
        let mut output = self.api.get_batch_output(&batch.id).await.map_err(text)?;
        let (mut answered, mut refused) = (Vec::new(), Vec::new());
        while let Some(result) = output.next().await {
            let result = result.map_err(|error| error.to_string())?;
            match (result.response, result.error) {
                (Some(completion), _) => {
                    line(format_args!(
                        "{}: {}",
                        result.custom_id,
                        completion.message.content.unwrap_or_default()
                    ));
                    answered.push(result.custom_id);
                }
                (None, error) => {
                    let reason = error.map_or("for no reason".to_owned(), |error| error.message);
                    line(format_args!("{} was refused: {reason}", result.custom_id));
                    refused.push(result.custom_id);
                }
            }
        }
        check(answered == ["first", "third"], "two answers", answered.join(", "))?;
        check(refused == ["second"], "one refusal", refused.join(", "))
    }
}
