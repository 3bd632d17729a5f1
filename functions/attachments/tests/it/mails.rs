//! Files of mails are parts of the mail.

use delivery::FileJob;
use runtime::batch::Outcome;

use crate::world::{World, by_id, job, kept, not_kept};

const MAIL: &str = "From: Marta <marta@clienta.example>\r\n\
    To: hola@tienda.example\r\n\
    Subject: Factura\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\
    \r\n\
    --b\r\n\
    Content-Type: text/plain\r\n\
    \r\n\
    Aqui va.\r\n\
    --b\r\n\
    Content-Type: application/pdf; name=\"factura.pdf\"\r\n\
    Content-Disposition: attachment; filename=\"factura.pdf\"\r\n\
    Content-Transfer-Encoding: base64\r\n\
    \r\n\
    JVBERi0xLjcKMSAwIG9iagAA\r\n\
    --b\r\n\
    Content-Type: application/pdf; name=\"otra.pdf\"\r\n\
    Content-Disposition: attachment; filename=\"otra.pdf\"\r\n\
    Content-Transfer-Encoding: base64\r\n\
    \r\n\
    TVqQAAMAAAAEAAAA//8AAA==\r\n\
    --b--\r\n";

fn letter(ids: &[&str]) -> FileJob {
    let mut job = job("email", ids.iter().map(|id| by_id(id)).collect());
    job.mail = Some("ses1".to_owned());
    job
}

#[tokio::test]
async fn parts_are_unpacked_and_judged_by_their_content() {
    let world = World::start().await;
    world.put_mail("ses1", MAIL.as_bytes());
    assert_eq!(world.handle(&letter(&["2", "3"]), 1).await, Outcome::Done);
    let pdf = world.object("/vault/files/ab12/0").unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(world.object("/vault/files/ab12/1"), None);
    assert_eq!(
        world.recorded(),
        [
            ("00000".to_owned(), kept("application/pdf")),
            ("00001".to_owned(), not_kept("executable")),
        ]
    );
}

#[tokio::test]
async fn a_mail_is_fetched_once_for_all_its_files() {
    let world = World::start().await;
    world.put_mail("ses1", MAIL.as_bytes());
    world.handle(&letter(&["2", "3"]), 1).await;
    let requests = world.s3.received_requests().await.unwrap();
    let fetched = requests
        .iter()
        .filter(|request| request.url.path() == "/mails/ses1");
    assert_eq!(fetched.count(), 1);
}

#[tokio::test]
async fn a_part_or_a_mail_that_is_not_there_is_gone() {
    let world = World::start().await;
    assert_eq!(world.handle(&letter(&["2"]), 1).await, Outcome::Done);
    world.put_mail("ses1", MAIL.as_bytes());
    assert_eq!(world.handle(&letter(&["99"]), 1).await, Outcome::Done);
    world.put_mail("ses1", b"\0\xff no mail");
    assert_eq!(world.handle(&letter(&["2"]), 1).await, Outcome::Done);
    let outcomes: Vec<_> = world
        .recorded()
        .into_iter()
        .map(|(_, outcome)| outcome)
        .collect();
    assert_eq!(outcomes, vec![not_kept("gone"); 3]);
}
