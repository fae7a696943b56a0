//! A `tracing` subscriber that keeps all that it is told: spans with their fields, events, and, as events, what is written
//! to `log`.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Records what happens on one thread.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Debug, Default)]
struct Recorded {
    spans: Vec<RecordedSpan>,
    events: Vec<RecordedEvent>,
}

/// A span, and what became of it.
#[derive(Clone, Debug)]
pub struct RecordedSpan {
    /// Its name.
    pub name: &'static str,
    /// Who tells of it.
    pub target: &'static str,
    /// The name of the span that it is part of.
    pub parent: Option<&'static str>,
    /// Its fields that have a value, as text.
    pub fields: BTreeMap<&'static str, String>,
    /// Whether it is over.
    pub is_closed: bool,
}

/// An event.
#[derive(Clone, Debug)]
pub struct RecordedEvent {
    /// Who tells of it.
    pub target: String,
    /// Its fields, as text; `message` among them.
    pub fields: BTreeMap<&'static str, String>,
    /// The name of the span that it happened in.
    pub span: Option<&'static str>,
}

/// Where a span stands among the recorded ones.
struct Index(usize);

impl Recorder {
    /// Records on this thread until the guard is dropped.
    pub fn start() -> (Self, DefaultGuard) {
        // Of the whole process: what it is told goes to the subscriber of the thread. A second one is refused.
        let _ = tracing_log::LogTracer::init();
        let recorder = Self::default();
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(recorder.clone()));
        (recorder, guard)
    }

    fn recorded(&self) -> MutexGuard<'_, Recorded> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The spans so far that were opened by this target.
    pub fn spans(&self, target: &str) -> Vec<RecordedSpan> {
        self.recorded().spans.iter().filter(|span| span.target == target).cloned().collect()
    }

    /// The events so far of this target.
    pub fn events(&self, target: &str) -> Vec<RecordedEvent> {
        self.recorded().events.iter().filter(|event| event.target == target).cloned().collect()
    }

    /// All that was recorded, as text.
    pub fn text(&self) -> String {
        format!("{:#?}", self.recorded())
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let parent = span.parent().map(|parent| parent.name());
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let mut recorded = self.recorded();
        span.extensions_mut().insert(Index(recorded.spans.len()));
        let metadata = attributes.metadata();
        recorded.spans.push(RecordedSpan {
            name: metadata.name(),
            target: metadata.target(),
            parent,
            fields: fields.0,
            is_closed: false,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(index) = index(id, &context) else { return };
        let mut fields = Fields::default();
        values.record(&mut fields);
        self.recorded().spans[index].fields.extend(fields.0);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event).map(|span| span.name());
        // An event that comes from `log` says its target in a field.
        let target = fields.0.get("log.target").map_or(event.metadata().target(), String::as_str).to_owned();
        self.recorded().events.push(RecordedEvent { target, fields: fields.0, span });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        if let Some(index) = index(&id, &context) {
            self.recorded().spans[index].is_closed = true;
        }
    }
}

fn index<S: Subscriber + for<'a> LookupSpan<'a>>(id: &Id, context: &Context<'_, S>) -> Option<usize> {
    context.span(id)?.extensions().get::<Index>().map(|index| index.0)
}

/// Fields as text.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        // A `String` takes all that is written.
        let _ = write!(text, "{value:?}");
        self.0.insert(field.name(), text);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}
