package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.control.Xor;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

/** What one document becomes when the files that it names change between its submissions. */
class EditionsTest {
  private final Experiment document = Xor.onFile("e", 1, 2);
  private final Experiment old = document.on("old");
  private final Experiment changed = document.on("new");
  private final Experiments experiments = new Experiments(Xor::read);

  @Test
  void untilItsFilesHaveBeenReadASubmissionIsKnownByItsDocumentAlone() {
    experiments.on(document.submitted());

    assertThat(experiments.statuses())
        .extracting(ExperimentStatus::experiment, ExperimentStatus::state)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(document.id(), State.SUBMITTED));
  }

  @Test
  void whatWasReadMakesItAnExperimentThatTheSubmissionStandsFor() {
    experiments.on(document.submitted());
    experiments.on(Xor.found(document, 0, "old"));

    assertThat(experiments.statuses())
        .extracting(ExperimentStatus::experiment)
        .containsExactly(old.id());
    assertThat(experiments.find(document.id()).orElseThrow().id()).isEqualTo(old.id());
    assertThat(experiments.status(document.id()).orElseThrow().submission())
        .isEqualTo(document.id());
    assertThat(planned(old)).isNotEmpty().allMatch(cohort -> cohort.experiment().equals(old.id()));
    assertThat(planned(document)).isEmpty();
  }

  @Test
  void changedFilesAreAnotherExperimentAndTheFirstKeepsItsResults() {
    trained(old);
    experiments.on(document.submitted().again(1));
    assertThat(state(document.id())).isEqualTo(State.SUBMITTED);
    experiments.on(Xor.found(document, 1, "new"));

    assertThat(state(old.id())).isEqualTo(State.COMPLETE);
    assertThat(state(changed.id())).isEqualTo(State.RUNNING);
    assertThat(experiments.find(document.id()).orElseThrow().id()).isEqualTo(changed.id());
    assertThat(experiments.otherEditions(changed.id()))
        .extracting(ExperimentStatus::experiment)
        .containsExactly(old.id());
    assertThat(planned(changed)).isNotEmpty();
    assertThat(planned(old)).isEmpty();
  }

  @Test
  void unchangedFilesTrainNothingAgain() {
    trained(old);
    experiments.on(document.submitted().again(1));
    experiments.on(Xor.found(document, 1, "old"));

    assertThat(experiments.statuses())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.experiment()).isEqualTo(old.id());
              assertThat(s.state()).isEqualTo(State.COMPLETE);
            });
    assertThat(planned(old)).isEmpty();
  }

  @Test
  void filesThatAreBackAsTheyWereAreTheFirstExperimentAgain() {
    trained(old);
    experiments.on(document.submitted().again(1));
    experiments.on(Xor.found(document, 1, "new"));
    experiments.on(document.submitted().again(2));
    experiments.on(Xor.found(document, 2, "old"));

    assertThat(experiments.find(document.id()).orElseThrow().id()).isEqualTo(old.id());
    assertThat(state(document.id())).isEqualTo(State.COMPLETE);
  }

  @Test
  void aRefusalStandsUntilTheDocumentIsHandedInAgain() {
    experiments.on(document.submitted());
    experiments.on(new DatasetRejected(document.id(), "there is no file e.csv", 0));
    assertThat(state(document.id())).isEqualTo(State.REJECTED);
    assertThat(experiments.wants(document)).isTrue();

    experiments.on(document.submitted().again(1));
    assertThat(state(document.id())).isEqualTo(State.SUBMITTED);
    experiments.on(Xor.found(document, 1, "old"));
    assertThat(state(document.id())).isEqualTo(State.RUNNING);
    assertThat(experiments.statuses()).hasSize(1);
  }

  @Test
  void generatedDataThatWereRefusedAreTriedAgainToo() {
    var generated = Xor.experiment("xor", 1, 2);
    experiments.on(generated.submitted());
    experiments.on(new DatasetRejected(generated.id(), "the data does not fit the memory", 0));
    assertThat(experiments.wants(generated)).isTrue();
    experiments.on(generated.submitted().again(1));
    assertThat(state(generated.id())).isEqualTo(State.SUBMITTED);
    experiments.on(Xor.prepared(generated).answering(generated.submitted().again(1), List.of()));

    assertThat(state(generated.id())).isEqualTo(State.RUNNING);
    assertThat(experiments.wants(generated)).isFalse();
  }

  @Test
  void filesThatAreGoneAtALaterSubmissionTakeNothingBack() {
    trained(old);
    experiments.on(document.submitted().again(1));
    experiments.on(new DatasetRejected(document.id(), "there is no file e.csv", 1));

    assertThat(state(document.id())).isEqualTo(State.REJECTED);
    assertThat(state(old.id())).isEqualTo(State.COMPLETE);
    assertThat(experiments.statuses()).hasSize(2);
  }

  @Test
  void aRejectionThatComesAfterTheEndUndoesNothing() {
    var generated = Xor.experiment("xor", 1, 2);
    Xor.life(generated).forEach(experiments::on);
    experiments.on(new DatasetRejected(generated.id(), "a damaged copy of the submission", 7));

    assertThat(state(generated.id())).isEqualTo(State.COMPLETE);
  }

  @Test
  void cancellingASubmissionCancelsWhatItBecomesButNotWhatItBecomesLater() {
    experiments.on(document.submitted());
    experiments.on(new ExperimentCancelled(document.id(), document.submitted()));
    assertThat(state(document.id())).isEqualTo(State.CANCELLED);
    experiments.on(Xor.found(document, 0, "old"));
    assertThat(state(old.id())).isEqualTo(State.CANCELLED);
    assertThat(planned(old)).isEmpty();

    experiments.on(document.submitted().again(1));
    experiments.on(Xor.found(document, 1, "new"));
    assertThat(state(changed.id())).isEqualTo(State.RUNNING);
  }

  @Test
  void cancellingAnExperimentLeavesTheOthersOfItsDocument() {
    trained(old);
    experiments.on(document.submitted().again(1));
    experiments.on(Xor.found(document, 1, "new"));
    experiments.on(new ExperimentCancelled(changed.id(), document.submitted().again(1)));

    assertThat(state(changed.id())).isEqualTo(State.CANCELLED);
    assertThat(state(old.id())).isEqualTo(State.COMPLETE);
  }

  @Test
  void logsFromBeforeContentsWereToldApartKeepTheirResultsAndSeeChanges() {
    experiments.on(document.submitted());
    Xor.life(document).forEach(experiments::on); // the data answered under the submission's own id
    assertThat(state(document.id())).isEqualTo(State.COMPLETE);

    experiments.on(document.submitted().again(1));
    assertThat(state(document.id())).isEqualTo(State.SUBMITTED);
    experiments.on(Xor.found(document, 1, "new"));
    assertThat(state(changed.id())).isEqualTo(State.RUNNING);
    assertThat(experiments.find(document.id()).orElseThrow().id()).isEqualTo(changed.id());
    assertThat(experiments.statuses())
        .filteredOn(s -> s.experiment().equals(document.id()))
        .singleElement()
        .extracting(ExperimentStatus::state)
        .isEqualTo(State.COMPLETE);
  }

  @Test
  void anyOrderComesToTheSame() {
    var events = new ArrayList<Event>();
    events.add(document.submitted());
    events.addAll(Xor.life(old).subList(2, Xor.life(old).size()));
    events.add(Xor.found(document, 0, "old"));
    events.add(document.submitted().again(1));
    events.add(new DatasetRejected(document.id(), "no", 1));
    events.add(document.submitted().again(2));
    events.add(Xor.found(document, 2, "new"));
    events.add(new ExperimentCancelled(changed.id(), document.submitted().again(2)));
    events.forEach(experiments::on);
    for (int draw = 0; draw < 50; draw++) {
      var shuffled = new ArrayList<>(events);
      shuffled.addAll(events.subList(0, 4));
      Collections.shuffle(shuffled, new Random(draw));
      var other = new Experiments(Xor::read);
      shuffled.forEach(other::on);

      assertThat(other.statuses()).isEqualTo(experiments.statuses());
      assertThat(other.find(document.id())).isEqualTo(experiments.find(document.id()));
    }
  }

  @Test
  void aSubmissionThatAwaitsItsFilesIsNotCountedAsAnExperiment() {
    var heard = new ArrayList<String>();
    experiments.listen((experiment, event) -> heard.add(experiment.id()));
    experiments.on(document.submitted());
    experiments.on(new DatasetRejected(document.id(), "no", 0));
    experiments.on(document.submitted().again(1));
    assertThat(heard).isEmpty();
    experiments.on(Xor.found(document, 1, "old"));

    assertThat(heard).isNotEmpty().containsOnly(old.id());
  }

  /** Everything up to the ends of all trials on this content. */
  private void trained(Experiment edition) {
    experiments.on(document.submitted());
    experiments.on(Xor.found(document, 0, "old"));
    Xor.life(edition).stream()
        .filter(e -> !(e instanceof DatasetPrepared))
        .skip(1) // its submission is the document's
        .forEach(experiments::on);
    assertThat(state(edition.id())).isEqualTo(State.COMPLETE);
  }

  private List<CohortPlanned> planned(Experiment experiment) {
    return experiments.missing(experiment.id(), Sizing.fixed(4)).stream()
        .filter(CohortPlanned.class::isInstance)
        .map(CohortPlanned.class::cast)
        .toList();
  }

  private State state(String id) {
    return experiments.status(id).orElseThrow().state();
  }
}
