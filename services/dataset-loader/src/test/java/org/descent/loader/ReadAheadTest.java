package org.descent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.descent.contracts.event.DatasetEvent;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  private static final Path ROOT = Path.of("/");

  @TempDir private Path folder;
  private Path file;
  private Experiment experiment;
  private final ReadAhead ahead = new ReadAhead();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("e.csv"), "a,t\n1,1\n2,0\n3,1\n4,0\n");
    experiment = onFile("");
  }

  @Test
  void dataAreHandedOutOnce() {
    var data = ExperimentData.read(experiment, ROOT);
    ahead.put(data);

    assertThat(ahead.take(experiment, ROOT)).containsSame(data);
    assertThat(ahead.take(experiment, ROOT)).isEmpty();
  }

  @Test
  void whatTakesOverHandsOut() {
    ahead.put(ExperimentData.read(experiment, ROOT));
    var other = new ReadAhead();
    other.takeOver(ahead);

    assertThat(ahead.take(experiment, ROOT)).isEmpty();
    assertThat(other.take(experiment, ROOT)).isNotEmpty();
  }

  @Test
  void dataWhoseFilesHaveChangedSinceAreNotHandedOut() throws IOException {
    ahead.put(ExperimentData.read(experiment, ROOT));
    Files.writeString(file, "a,t\n1,1\n2,0\n");

    assertThat(ahead.take(experiment, ROOT)).isEmpty();
  }

  @Test
  void dataWhoseFilesAreGoneAreNotHandedOut() throws IOException {
    ahead.put(ExperimentData.read(experiment, ROOT));
    Files.delete(file);

    assertThat(ahead.take(experiment, ROOT)).isEmpty();
  }

  @Test
  void whoReadsFromAnotherDirectoryDoesSoItself() {
    ahead.put(ExperimentData.read(experiment, ROOT));

    assertThat(ahead.take(experiment, folder)).isEmpty();
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    var data = ExperimentData.read(experiment, ROOT);
    var small = new ReadAhead(data.bytes());
    small.put(data);
    var second = onFile("title: another");
    small.put(ExperimentData.read(second, ROOT));

    assertThat(small.take(experiment, ROOT)).isNotEmpty();
    assertThat(small.take(second, ROOT)).isEmpty();
  }

  @Test
  void foldsAreMadeWhenTheyAreWanted() {
    var folded = onFile("split: {folds: 2}");
    ahead.put(ExperimentData.read(folded, ROOT));

    assertThat(ahead.take(folded, ROOT)).isEmpty();
  }

  @Test
  void theAnswerIsTheSameWhetherDataWereReadAheadOrNot() {
    ahead.put(ExperimentData.read(experiment, ROOT));

    assertThat(answer(ahead)).isEqualTo(answer(new ReadAhead()));
    assertThat(ahead.take(experiment, ROOT)).as("left over").isEmpty();
  }

  @Test
  void theAnswerIsAboutWhatTheFilesHoldWhenTheExperimentIsHandedIn() throws IOException {
    var before = answer(new ReadAhead());
    ahead.put(ExperimentData.read(experiment, ROOT));
    Files.writeString(file, "a,t\n1,1\n2,0\n3,0\n4,0\n5,0\n");

    assertThat(answer(ahead)).isNotEqualTo(before).isEqualTo(answer(new ReadAhead()));
  }

  private DatasetEvent answer(ReadAhead readAhead) {
    LoaderConfig config = () -> ROOT;
    var metrics = new LoaderMetrics(new SimpleMeterRegistry());
    return new Preparation(config, readAhead, new RowsLogInMemory(), metrics)
        .prepare(experiment.submitted());
  }

  private Experiment onFile(String more) {
    return ExperimentReader.yaml(
        """
        apiVersion: descent/v1
        kind: Experiment
        name: on-file
        data: {csv: {file: '%s', targets: [t]}}
        network: {heads: [{binary: {target: t}}]}
        budget: 10
        seeds: 2
        %s
        """
            .formatted(file, more));
  }
}
