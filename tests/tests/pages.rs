//! Lists in pages, of each kind, against servers in memory that grow, shrink, leave pages short or empty, and leave out
//! totals: no item is lost, none comes twice, and no page is asked for twice.

#[path = "pages/declared.rs"]
mod declared;
#[path = "pages/exact.rs"]
mod exact;
#[path = "pages/server.rs"]
mod server;
#[path = "pages/walking.rs"]
mod walking;
