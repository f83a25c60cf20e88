//! What happens to every request and every answer, whatever they are about.

pub(crate) mod headers;
pub(crate) mod origin_check;
pub(crate) mod rate;
pub(crate) mod request_id;
pub(crate) mod traditional;
pub(crate) mod watch;
pub(crate) mod words;
