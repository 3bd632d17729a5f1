//! What gets into the log: ids and outcomes.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;
use wiremock::ResponseTemplate;

use crate::world::{MOST, PNG, World, by_id, by_url, file, job, whatsapp_serves};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_private_gets_into_the_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_env_filter(
            "trace,hyper=warn,hyper_util=warn,h2=warn,reqwest=warn,aws=warn,wiremock=warn",
        )
        .finish();
    // For the whole process: what a callsite may log is cached for all threads, and tests beside this one run without.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let world = World::start().await;
    whatsapp_serves(&world, "PRIVATEID77", file(PNG)).await;
    whatsapp_serves(&world, "PRIVATEID78", ResponseTemplate::new(403)).await;
    whatsapp_serves(&world, "PRIVATEID79", ResponseTemplate::new(503)).await;
    let mut files = vec![
        by_id("PRIVATEID77"),
        by_id("PRIVATEID78"),
        by_id("PRIVATEID79"),
    ];
    files.push(by_url("https://evil.example/PRIVATEURL"));
    for file in &mut files {
        file.name = Some("DNI de Marta García.jpg".to_owned());
    }
    let job = job("whatsapp", files);
    for received in [1, MOST] {
        let outcome = world.handle(&job, received).await;
        tracing::info!(?outcome, "the runner logs the reason");
    }
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("file settled") && text.contains("ab12"),
        "{text}"
    );
    for private in ["PRIVATE", "Marta", "DNI", "WA-TOKEN", "our-end", "https://"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
}
