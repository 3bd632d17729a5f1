//! Files that come with messages: how agents are shown them, and what became of each.

use serde::{Deserialize, Serialize};

use crate::event::{Attachment, ContactEvent};
use crate::ids::EventKey;
use crate::notice::NoticeKind;
use crate::thread::Thread;

/// Files of one message that are fetched and shown. People send one to five; a mail with more is mostly made of a
/// signature's logos, which must not hold up the files of others.
pub const MOST_FILES: usize = 10;
/// Bytes of a file that are kept. Photos, voice notes and scans are below; providers take at most 16 to 100 MB, mail 40 MB.
pub const LARGEST_FILE: u64 = 25 * 1024 * 1024;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 120;
/// Characters of a provider's word for a file that are kept.
const LONGEST_KIND: usize = 40;

/// A file as an agent is told of it, before it is known what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFile {
    /// What names the event of its message.
    pub event_key: EventKey,
    /// Its place among the message's files, from 0.
    pub index: u32,
    /// The provider's word: `image`, `voice`, `document` …
    pub kind: String,
    /// Its name as the sender says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its size in bytes as the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The provider forbids to keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_to_keep: bool,
}

impl NoticeFile {
    fn of(event: &ContactEvent, index: usize, file: &Attachment) -> Self {
        let beginning = |text: &str, most| text.chars().take(most).collect::<String>();
        Self {
            event_key: event.event_key.clone(),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            kind: beginning(&file.kind, LONGEST_KIND),
            name: file
                .name
                .as_deref()
                .map(|name| beginning(name, LONGEST_NAME)),
            size: file.size,
            not_to_keep: file.not_to_keep,
        }
    }
}

impl Thread {
    /// Lists a message's files: the first of it, and of the thread the latest.
    pub(crate) fn list_files(&mut self, event: &ContactEvent) {
        let files = event.attachments.iter().enumerate().take(MOST_FILES);
        self.files
            .extend(files.map(|(index, file)| NoticeFile::of(event, index, file)));
        let surplus = self.files.len().saturating_sub(MOST_FILES);
        self.files.drain(..surplus);
        let new = u32::try_from(event.attachments.len()).unwrap_or(u32::MAX);
        self.untold_files = self.untold_files.saturating_add(new);
    }

    /// The files that a notice names, and how many more there are: all for who gets the thread, the new ones for who
    /// has it.
    pub(crate) fn files_to_tell(&self, kind: NoticeKind) -> (Vec<NoticeFile>, u32) {
        let all = match kind {
            NoticeKind::Assigned => self.attachments,
            NoticeKind::FollowUp => self.untold_files,
            NoticeKind::TakenOver
            | NoticeKind::Reminder
            | NoticeKind::Breached
            | NoticeKind::AgentAbsent
            | NoticeKind::Review
            | NoticeKind::Digest
            | NoticeKind::Withdrawn
            | NoticeKind::Receipt => 0,
        };
        let wanted = usize::try_from(all).unwrap_or(usize::MAX);
        let begin = self.files.len().saturating_sub(wanted);
        let named = self.files.get(begin..).unwrap_or_default().to_vec();
        let more = wanted.saturating_sub(named.len());
        (named, u32::try_from(more).unwrap_or(u32::MAX))
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// What names the event of its message.
    pub event_key: EventKey,
    /// Its place among the message's files, from 0.
    pub index: u32,
    /// Its name, made safe to be shown and saved.
    pub name: String,
    /// The provider's word: `image`, `voice`, `document` …
    pub provider_kind: String,
    /// Its size in bytes: as it is, or as the provider says where we do not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// For how many files this stands: those above [`MOST_FILES`] share one entry.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub files: u32,
    /// Whether we have it.
    pub outcome: FileOutcome,
}

fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref)] // what `skip_serializing_if` asks for
fn is_one(count: &u32) -> bool {
    *count == 1
}

/// Whether we have a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It lies in the vault.
    Kept {
        /// Its media type, told by its content and not by its sender.
        mime: String,
    },
    /// We do not have it.
    NotKept(FileReason),
}

/// Why we do not have a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileReason {
    /// It is above [`LARGEST_FILE`].
    TooLarge,
    /// It comes after the first [`MOST_FILES`] of its message.
    TooMany,
    /// It could run on the agent's machine, or holds something that could.
    Executable,
    /// The provider forbids to keep it.
    NotToKeep,
    /// The provider gives out no file of this kind.
    Withheld,
    /// The provider, or the mail, has it no longer.
    Gone,
    /// The provider refuses.
    Refused,
    /// Its address is not one of the provider's.
    Foreign,
    /// The provider named nothing to fetch it by, or answered something else than where it is.
    Nameless,
    /// We have no key of the provider's, or it is no longer good.
    NoAccess,
    /// We cannot fetch files of this channel.
    NoReader,
    /// The provider could not be reached, however often we tried.
    OutOfReach,
}

impl FileReason {
    /// Whether another try, after somebody mended something, may bring the file.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::NoAccess | Self::OutOfReach)
    }

    /// For people who read English, to stand behind *the file was not kept:*.
    pub fn in_english(self) -> &'static str {
        match self {
            Self::TooLarge => "it is larger than 25 MB",
            Self::TooMany => "only the first 10 files of a message are kept",
            Self::Executable => "it can run on a computer, so it was not let in",
            Self::NotToKeep => {
                "the provider forbids to keep it; it can be seen in the provider's own app"
            }
            Self::Withheld => "the provider does not give files of this kind out",
            Self::Gone => "the provider no longer has it",
            Self::Refused => "the provider refused to give it out",
            Self::Foreign => "its address is not one of the provider's",
            Self::Nameless => "the provider did not say where it is",
            Self::NoAccess => "our key to the provider is missing or no longer good",
            Self::NoReader => "files of this channel cannot be fetched",
            Self::OutOfReach => "the provider could not be reached",
        }
    }

    /// The same in Spanish, to stand behind *el archivo no se ha guardado:*.
    pub fn in_spanish(self) -> &'static str {
        match self {
            Self::TooLarge => "pesa más de 25 MB",
            Self::TooMany => "solo se guardan los 10 primeros archivos de un mensaje",
            Self::Executable => "puede ejecutarse en un ordenador y por eso no se deja pasar",
            Self::NotToKeep => {
                "el proveedor no permite guardarlo; se puede ver en su propia aplicación"
            }
            Self::Withheld => "el proveedor no entrega archivos de este tipo",
            Self::Gone => "el proveedor ya no lo tiene",
            Self::Refused => "el proveedor se ha negado a entregarlo",
            Self::Foreign => "su dirección no es del proveedor",
            Self::Nameless => "el proveedor no ha dicho dónde está",
            Self::NoAccess => "nuestra clave del proveedor falta o ya no vale",
            Self::NoReader => "los archivos de este canal no se pueden traer",
            Self::OutOfReach => "no se ha podido contactar con el proveedor",
        }
    }
}
