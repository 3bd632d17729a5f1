//! `ventanilla topics …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::models::{
    self, CorrectionsArguments, InstallArguments, RetrainArguments, RollbackArguments,
    VersionsArguments,
};

const TOPICS: &str = "\
Examples:
  ventanilla topics train --data labelled.tsv --out topics.model
  ventanilla topics evaluate --model topics.model --data held_out.tsv --curve curve.svg
  ventanilla topics classify --model topics.model < texts.txt
  ventanilla topics explain --model topics.model \"me habéis cobrado dos veces\"
  ventanilla topics retrain --data labelled.tsv
  ventanilla topics rollback

Labelled texts are lines of a topic's id, a tab and the text; `\\n` in a text is the end of a line. Texts of the topic `oos`
belong to none: of them the model learns when to be silent. The commands after `explain` work on a stack; those before need
nothing but their files.";

const TRAIN: &str = "\
Examples:
  ventanilla topics train --data infra/config/topics/starter_es.tsv --out topics.model
  ventanilla topics train --data labelled.tsv --unlabelled history.txt --out topics.model

5 to 50 examples of each topic are a good beginning. Unlabelled texts, one a line, help where there are few examples.
The same files give the same model, byte for byte.";

const EVALUATE: &str = "\
Examples:
  ventanilla topics evaluate --model topics.model --data held_out.tsv
  ventanilla topics evaluate --model topics.model --data held_out.tsv --curve curve.svg --json

Use texts that the model was not trained with.";

const CLASSIFY: &str = "\
Example:
  ventanilla topics classify --model topics.model < texts.txt

A JSON object for each line, blank ones too: the topic, or null where the model abstains, the confidence, the language,
anger and urgency from 0 to 1, and the reasons.";

const EXPLAIN: &str = "\
Example:
  ventanilla topics explain --model topics.model \"quiero devolver las botas\"

Without TEXT, standard input is read whole: a mail, for instance.";

/// What can be done with topics.
#[derive(Debug, Subcommand)]
#[command(after_help = TOPICS)]
pub(crate) enum TopicsCommand {
    /// Learn to tell topics from labelled texts
    #[command(after_help = TRAIN)]
    Train(TrainArguments),
    /// Measure a model on labelled texts
    #[command(after_help = EVALUATE)]
    Evaluate(EvaluateArguments),
    /// Tell the topic, language and mood of each line
    #[command(after_help = CLASSIFY)]
    Classify(ClassifyArguments),
    /// Tell which words decided on one text
    #[command(after_help = EXPLAIN)]
    Explain(ExplainArguments),
    /// Print what agents taught by moving threads
    #[command(after_help = models::CORRECTIONS)]
    Corrections(CorrectionsArguments),
    /// Learn anew from labelled texts and corrections
    #[command(after_help = models::RETRAIN)]
    Retrain(RetrainArguments),
    /// Tell which model is used, and which were
    #[command(after_help = models::VERSIONS)]
    Versions(VersionsArguments),
    /// Use an earlier model again
    #[command(after_help = models::ROLLBACK)]
    Rollback(RollbackArguments),
    /// Use a model from a file
    #[command(after_help = models::INSTALL)]
    Install(InstallArguments),
}

/// What `train` is asked.
#[derive(Args, Debug)]
pub(crate) struct TrainArguments {
    /// Labelled texts: topic, tab, text; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) data: PathBuf,
    /// Where the model is written
    #[arg(long, value_name = "MODEL")]
    pub(crate) out: PathBuf,
    /// Texts nobody labelled, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) unlabelled: Option<PathBuf>,
}

/// What `evaluate` is asked.
#[derive(Args, Debug)]
pub(crate) struct EvaluateArguments {
    /// The model
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: PathBuf,
    /// Labelled texts: topic, tab, text; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) data: PathBuf,
    /// Draw accuracy against coverage into an SVG file
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) curve: Option<PathBuf>,
    /// Print a JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `classify` is asked.
#[derive(Args, Debug)]
pub(crate) struct ClassifyArguments {
    /// The model
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: PathBuf,
}

/// What `explain` is asked.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The model
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: PathBuf,
    /// The text
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,
}
