package org.descent.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.SplitExamples;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of an experiment once the examples that a file holds are known. */
class ExaminationTest {
  private static final long RECORD = 16 << 20;

  @TempDir Path folder;

  private Experiment experiment(String more) {
    return ExperimentReader.yaml(
        "apiVersion: descent/v1\nkind: Experiment\nname: e\ndata: {csv: {file: d.csv, targets:"
            + " [y]}}\n"
            + more);
  }

  private SplitExamples examine(Experiment experiment, String table) throws IOException {
    Files.writeString(folder.resolve("d.csv"), table);
    return Examination.of(experiment, DataSources.open(experiment.data(), folder)).split();
  }

  private void refused(String more, String table, String told) {
    assertThatThrownBy(() -> examine(experiment(more), table))
        .isInstanceOf(InvalidSpec.class)
        .hasMessage(told);
  }

  private static final String FOUR = "x,y\n1,0\n2,1\n3,0\n4,1\n";
  private static final String BINARY = "network: {heads: [{binary: {target: y}}]}\n";

  @Test
  void batchesOfAllExamplesAreFull() {
    refused(
        BINARY + "vary: {batch: [full, 4]}\n",
        FOUR,
        "vary: variants full and 4 (batch) train the same network: either is all of the training"
            + " data");
    refused(
        BINARY
            + "split: {test: 0.25}\n"
            + "vary: {batch: [{size: 3}, {size: 3, measure: batch}], budget: [5, 6]}\n",
        FOUR,
        "vary: variants 3, budget 5 and 3, measure batch, budget 5 (batch) train the same network:"
            + " either is all of the training data");
  }

  @Test
  void accuraciesThatTheSameNumberOfExamplesReachesAreOne() {
    refused(
        BINARY + "vary: {target: [{accuracy: 0.76}, {accuracy: 0.9}]}\n",
        FOUR,
        "vary: variants accuracy 0.76 and accuracy 0.9 (target) train the same network: one"
            + " is reached when the other is");
  }

  @Test
  void differencesAreFine() throws IOException {
    var different = experiment(BINARY + "vary: {batch: [full, 2], budget: [5, 6]}\n");

    assertThat(examine(different, FOUR).train()).isEqualTo(4);
  }

  @Test
  void seedsThatNothingReadsAreRefused() {
    refused(
        BINARY + "initialisation: {weights: {constant: 1}}\nbatch: 4\n",
        FOUR,
        "seeds: 10 of them train the same network, expected 1: parameters start as constants and"
            + " batches are full");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {loss: 0.1}              | target: loss 0.1, expected at least 0.6931472, the lowest that there is for these labels
          {loss: 0.1, head: a}     | target: loss 0.1, expected at least 0.6931472, the lowest that there is for these labels
          [{accuracy: 1}, {loss: 1.38}] | target: loss 1.38, expected at least 1.3862944, the lowest that there is for these labels
          """)
  void lossBelowTheLabelsEntropyIsRefused(String target, String told) {
    double weight = target.contains("1.38") ? 2 : 1; // ln 2 = 0.693147 each, and twice that
    var head =
        "network: {heads: [{binary: {name: a, target: y, tolerance: 0.1, weight: "
            + weight
            + "}}]}\n";

    refused(head + "target: " + target + "\n", "x,y\n1,0.5\n2,0.5\n", told);
  }

  @Test
  void lossBelowThatOfSmoothedLabelsIsRefused() {
    // -0.1 ln 0.1 - 0.9 ln 0.9, and -0.8 ln 0.8 - 2 · 0.1 ln 0.1
    refused(
        "network: {heads: [{binary: {target: y, smoothing: 0.2}}]}\ntarget: {loss: 0.32}\n",
        FOUR,
        "target: loss 0.32, expected at least 0.325083, the lowest that there is for these labels");
    refused(
        "network: {heads: [{multi-class: {classes: 3, target: y, smoothing: 0.3}}]}\n"
            + "target: {loss: 0.6}\n",
        FOUR,
        "target: loss 0.6, expected at least 0.6390319, the lowest that there is for these labels");
  }

  @Test
  void lossThatCanBeReachedIsFine() throws IOException {
    var soft = "network: {heads: [{binary: {target: y, tolerance: 0.1}}]}\n";

    examine(experiment(soft + "target: {loss: 0.6932}\n"), "x,y\n1,0.5\n2,0.5\n");
    examine(experiment(soft + "loss: l2\ntarget: {loss: 0}\n"), "x,y\n1,0.5\n2,0.5\n");
    examine(experiment(BINARY + "target: {loss: 0}\n"), FOUR);
    examine(experiment(BINARY + "loss: hinge\ntarget: {loss: 0}\n"), FOUR);
  }

  @Test
  void batchAboveTheTrainingExamplesIsRefused() {
    refused(BINARY + "batch: 5\n", FOUR, "batch: 5 examples, expected at most the 4 to train on");
  }

  @Test
  void labelThatDoesNotFitIsToldByItsLine() {
    refused(
        BINARY,
        "x,y\n1,0\n\n2,2\n",
        folder.resolve("d.csv")
            + " line 4, column y: 2, a binary head expects 0 or 1; classes: {y: [0, 2]} makes them"
            + " 0 to 1");
  }

  @Test
  void whatIsInOrderButShouldBeKnownIsRemarked() throws IOException {
    assertThat(remarks(BINARY + "batch: {size: 1, measure: batch}\n"))
        .containsExactly(
            "targets are measured on the 1 example of a batch: one that happens to be right counts"
                + " as convergence; with measure: data all 4 have to be");
    assertThat(remarks(BINARY + "batch: {size: 1, measure: batch}\ntarget: none\n")).isEmpty();
    assertThat(remarks(BINARY + "batch: 3\n"))
        .containsExactly("batches of 3 leave 1 of 4 examples out of each epoch, others each time");
    assertThat(remarks(BINARY + "vary: {batch: [full, 2, 3]}\n"))
        .containsExactly(
            "batches of 3 leave 1 of 4 examples out of each epoch, others each time (3)");
    assertThat(
            remarks(BINARY + "vary: {initialisation.weights: [{constant: 1}, glorot-uniform]}\n"))
        .containsExactly(
            "nothing is drawn from the seed: all 10 trials of a variant are the same (constant 1)");
    assertThat(remarks(BINARY)).isEmpty();
  }

  @Test
  void trialThatNoCheckpointHoldsIsRemarked() throws IOException {
    var wide = "network: {layers: [{dense: {units: 60000}}], heads: [{binary: {target: y}}]}\n";
    var experiment = experiment(wide + "optimiser: {adam: {learningRate: 1}}\n");
    var split = examine(experiment, FOUR);

    long state = 4 * 3 * (60_000 * 2 + 60_001); // of each of 10 trials
    var cohorts = Planner.plan(experiment, prepared(split), Sizing.fixed(10));
    assertThat(Remarks.of(experiment, prepared(split), cohorts, 10 * state)).isEmpty();
    assertThat(Remarks.of(experiment, prepared(split), cohorts, 10 * state - 1))
        .containsExactly(
            "where a trainer dies all but 9 of the trials that it trains begin anew: no more of"
                + " their states fits a record of the log");
    assertThat(Remarks.of(experiment, prepared(split), cohorts, state - 1))
        .containsExactly(
            "where a trainer dies trials begin anew: no more of their states fits a record of the"
                + " log");
  }

  @Test
  void footprintCountsWhatATrialKeeps() {
    var experiment =
        experiment(
            BINARY
                + "optimiser: {adam: {learningRate: 1}}\nsnapshots: [1, 2]\nvary: {batch: [full,"
                + " 2]}\n");
    var full = Footprint.of(experiment.variants().get(0).training(), List.of(3), 10);

    // 4 parameters: 8 times weights, gradient and 2 slots, 2 snapshots; 2 numbers an example
    assertThat(full).isEqualTo(new Footprint(4 * (4 * (8 * 4 + 2) + 20), 4 * 12, 4 * (12 + 8)));
    assertThat(Footprint.of(experiment.variants().get(1).training(), List.of(3), 10).memory())
        .isEqualTo(4 * (4 * (8 * 4 + 2) + 2 * 12)); // 2 to learn from, 10 to measure
  }

  @Test
  void averagesAreKeptOfWhateverIsKept() {
    var experiment =
        experiment(
            BINARY
                + "optimiser: {adam: {learningRate: 1}}\nsnapshots: [1, 2]\n"
                + "update: {average: 0.9}\n");
    var averaging = Footprint.of(experiment.variants().get(0).training(), List.of(3), 10);

    // a slot more; of each snapshot and of the end another 4 numbers
    assertThat(averaging)
        .isEqualTo(new Footprint(4 * (4 * (8 * 5 + 4) + 20), 4 * 24, 4 * (20 + 12)));
  }

  private List<String> remarks(String more) throws IOException {
    var experiment = experiment(more);
    var dataset = prepared(examine(experiment, FOUR));
    return Remarks.of(
        experiment, dataset, Planner.plan(experiment, dataset, Sizing.fixed(64)), RECORD);
  }

  private static DatasetPrepared prepared(SplitExamples split) {
    return new DatasetPrepared(
        "e",
        "d",
        "d",
        split.all().shape(),
        List.of("y"),
        split.train(),
        split.validation(),
        split.test(),
        1,
        new Location("descent.dataset-rows.v1", 0, 0, 0));
  }
}
