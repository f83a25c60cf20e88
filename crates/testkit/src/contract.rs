//! One suite for both engines.

/// Runs each named story of a module, `pub async fn NAME(at: Installation)`, on each engine. The half on
/// PostgreSQL is ignored by a plain `cargo test`, and run by `cargo xtask test`.
#[macro_export]
macro_rules! contract {
    ($($module:ident: $($name:ident),+;)+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let at = $crate::Installation::new($crate::Engine::Sqlite).await;
                    super::$module::$name(at).await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[ignore = "needs a PostgreSQL server, which `cargo xtask test` starts"]
                async fn $name() {
                    let at = $crate::Installation::new($crate::Engine::Postgres).await;
                    super::$module::$name(at).await;
                }
            )+)+
        }
    };
}
