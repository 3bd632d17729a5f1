//! HTTP/1.1 as far as the SDK and the table speak it over loopback: messages with a length, on connections that stay.

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};

/// A connection that is read line by line.
pub type Connection = BufStream<TcpStream>;

/// A request or an answer.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The first line.
    pub start: String,
    /// The headers but the length, as they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Message {
    /// An answer that all went well, with this JSON.
    pub fn well(body: &serde_json::Value) -> Self {
        let kind = "application/x-amz-json-1.0".to_owned();
        Self {
            start: "HTTP/1.1 200 OK".to_owned(),
            headers: vec![("content-type".to_owned(), kind)],
            body: body.to_string().into_bytes(),
        }
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter();
        found
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// What is asked for: `Query` of `DynamoDB_20120810.Query`.
    pub fn operation(&self) -> &str {
        let target = self.header("x-amz-target").unwrap_or_default();
        target.rsplit('.').next().unwrap_or_default()
    }

    /// Reads the next message; none where the other end is done.
    ///
    /// # Errors
    /// When the connection breaks, or what comes is no such message.
    pub async fn read(from: &mut Connection) -> Result<Option<Self>> {
        let Some(start) = line(from).await? else {
            return Ok(None);
        };
        let mut message = Self {
            start,
            ..Self::default()
        };
        let mut length = 0;
        while let Some(line) = line(from).await?.filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').context("a header without a colon")?;
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse()?,
                "transfer-encoding" => bail!("a body in chunks, which nobody here should send"),
                _ => message
                    .headers
                    .push((name.to_owned(), value.trim().to_owned())),
            }
        }
        message.body = vec![0; length];
        from.read_exact(&mut message.body).await?;
        Ok(Some(message))
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn write(&self, to: &mut Connection) -> Result<()> {
        let mut head = format!("{}\r\ncontent-length: {}\r\n", self.start, self.body.len());
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes()).await?;
        to.write_all(&self.body).await?;
        Ok(to.flush().await?)
    }
}

async fn line(from: &mut Connection) -> Result<Option<String>> {
    let mut line = String::new();
    let read = from.read_line(&mut line).await?;
    Ok((read > 0).then(|| line.trim_end().to_owned()))
}

/// Who answers the requests of one connection, in their order.
pub trait Answers: Send + 'static {
    /// The answer to a request.
    fn answer(&mut self, request: Message) -> impl Future<Output = Result<Message>> + Send;
}

/// Listens on a free port of this machine and has each connection answered by one that `make` makes. Returns the
/// address as a URL.
///
/// # Errors
/// When no port is free.
pub async fn serve<A: Answers>(make: impl Fn() -> A + Send + 'static) -> Result<String> {
    let listener = listen().await?;
    let url = url_of(&listener)?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(attend(stream, make()));
        }
    });
    Ok(url)
}

/// A listener on a free port of this machine.
///
/// # Errors
/// When no port is free.
pub async fn listen() -> Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await;
    listener.context("no port of 127.0.0.1 is free")
}

/// Where a listener is reached.
///
/// # Errors
/// When it is closed.
pub fn url_of(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

/// A connection to a URL of [`url_of`].
///
/// # Errors
/// When nobody listens there.
pub async fn connect(url: &str) -> Result<Connection> {
    let address = url.trim_start_matches("http://");
    let stream = TcpStream::connect(address).await;
    let stream = stream.with_context(|| format!("nobody answers at {url}"))?;
    stream.set_nodelay(true)?;
    Ok(BufStream::new(stream))
}

/// Whoever asked sees a broken connection where the answer failed, and says so.
async fn attend(stream: TcpStream, mut answers: impl Answers) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufStream::new(stream);
    while let Some(request) = Message::read(&mut stream).await? {
        answers.answer(request).await?.write(&mut stream).await?;
    }
    Ok(())
}
