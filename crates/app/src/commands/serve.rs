//! A stand-in until the site is served.

use std::net::SocketAddr;

use anyhow::{Result, bail};
use law::Lang;

use crate::installation::Installation;

/// Says that it serves nothing.
pub fn serve(_installation: &Installation, _listen: Option<SocketAddr>, lang: Lang) -> Result<()> {
    bail!(lang.pick("本版本不含网站", "this build has no site in it"))
}
