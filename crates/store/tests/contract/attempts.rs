use store::{Key, Source, Store, StoreError};
use testkit::Installation;

/// Submits as a form does: an answer that is there is given again.
async fn submit(store: &Store, key: &Key, answer: &str) -> Result<String, StoreError> {
    let work = store.begin().await?;
    let before = work.idempotency().claim(key).await?;
    if before.is_none() {
        work.idempotency().settle(key, answer).await?;
    }
    work.commit().await?;
    let given = before.unwrap_or_else(|| answer.to_owned());
    // What a person is told is what a restart would find.
    assert_eq!(store.idempotency().answer(key).await?.as_ref(), Some(&given));
    Ok(given)
}

pub async fn the_same_form_twice_gets_the_first_answer(at: Installation) {
    let key = Key::new("request.submit", "k1", b"text");
    assert_eq!(submit(&at.store, &key, "first").await.unwrap(), "first");
    assert_eq!(submit(&at.reopen().await, &key, "second").await.unwrap(), "first");
    let other_form = Key::new("request.submit", "k1", b"other text");
    let told = submit(&at.store, &other_form, "third").await;
    assert!(matches!(told, Err(StoreError::KeyReused)), "{told:?}");
    at.clock.advance(8 * 24 * 60 * 60);
    let work = at.store.begin().await.unwrap();
    assert_eq!(work.idempotency().forget_old(at.edge.now()).await.unwrap(), 1);
    work.commit().await.unwrap();
    assert_eq!(submit(&at.store, &other_form, "fourth").await.unwrap(), "fourth");
}

pub async fn two_at_once_store_one(at: Installation) {
    let key = Key::new("request.submit", "k1", b"text");
    let (a, b, c) = tokio::join!(
        submit(&at.store, &key, "a"),
        submit(&at.store, &key, "b"),
        submit(&at.store, &key, "c")
    );
    let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
    assert!(a == b && b == c, "{a} {b} {c}");
}
