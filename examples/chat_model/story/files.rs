//! The steps with images and sounds.

use sigpost::Part;

use super::Story;
use crate::stage::{Outcome, check, line, text};

impl Story {
    pub(super) async fn images(&self) -> Outcome {
        let image =
            |name: &str, content: &'static [u8]| Part::bytes(content).file_name(name).media_type("image/png");
        let images = vec![image("engine.png", b"\x89PNG1"), image("wheel.png", b"\x89PNG22")];
        let edited = self.api.edit_images("Put the wheel on the engine.", images).size("64x64");
        let edited = edited.await.map_err(text)?;
        let urls: Vec<_> = edited.iter().map(|image| image.url.as_str()).collect();
        urls.iter().for_each(line);
        let expected = ["https://images.example/5/engine.png", "https://images.example/6/wheel.png"];
        check(urls == expected, "both images", urls.join(", "))
    }

    pub(super) async fn sounds(&self) -> Outcome {
        let speech = self.api.speak("Hello out there", "alto").speed(1.5).await.map_err(text)?;
        let mut sound = Vec::new();
        let written = speech.write_to(&mut sound).await.map_err(|error| error.to_string())?;
        line(format_args!("{written} bytes of speech"));
        let sample = self.api.get_voice_sample("alto").await.map_err(text)?;
        line(format_args!("{} bytes of a sample", sample.len()));
        check(&sample[..] == b"RIFF\x00\xff", "the sample as it is", sample.len())?;
        let file = Part::bytes(sound).file_name("hello.wav").media_type("audio/wav");
        let transcript = self.api.transcribe(file).language("en").await.map_err(text)?;
        line(transcript.trim_end());
        check(&*transcript == "[en] hello out there\n", "what was said", transcript)
    }
}
