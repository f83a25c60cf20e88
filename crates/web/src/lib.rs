//! The web: everything between a request and a record.
//!
//! A route is registered with the action it is (`guard`), an object is loaded with the right to it, a form
//! comes back to whom it was given, and the same call twice gets the first answer. Pages work without scripts.
//! What is lawful is decided in `records` and `law`, what is kept in `store`.

mod acts;
mod administration;
mod api;
mod app;
mod assets;
mod caller;
mod checks;
mod cookies;
mod design;
mod directory;
mod edge;
mod error;
mod extract;
mod guard;
mod health;
pub mod limits;
mod made;
mod once;
mod origin;
mod pages;
mod places;
mod roster;
mod secrets;
mod serve;
mod sign_in;
mod site;
mod state;
mod time;
mod upload;
mod view;
mod visit;

pub use acts::About;
pub use app::App;
pub use error::WebError;
pub use guard::Cell;
pub use origin::{Origin, OriginError, Proxies};
pub use roster::{Imported, Known};
pub use serve::serve;
pub use state::{SecondFactor, Settings, Web};
