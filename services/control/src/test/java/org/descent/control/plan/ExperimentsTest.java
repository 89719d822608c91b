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
import org.descent.contracts.event.ReportPublished;
import org.descent.control.Xor;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.State;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final Sizing COHORT_SIZE = Sizing.fixed(4);

  private final Experiment xor = Xor.experiment("xor", 2, 10);
  private final Experiments experiments = new Experiments(Xor::read);

  @Test
  void aSubmittedExperimentWaitsForItsData() {
    experiments.on(xor.submitted());

    assertThat(state()).isEqualTo(State.SUBMITTED);
    assertThat(missing()).isEmpty();
  }

  @Test
  void preparedDataCallsForCohortsOfAllTrials() {
    experiments.on(xor.submitted());
    experiments.on(Xor.prepared(xor));

    assertThat(missing()).hasOnlyElementsOfType(CohortPlanned.class);
    assertThat(trials(missing())).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheCohortsThatACrashLeftOutArePlannedAfterIt() {
    experiments.on(xor.submitted());
    experiments.on(Xor.prepared(xor));
    var all = missing();
    var restarted = new Experiments(Xor::read);
    restarted.on(xor.submitted());
    restarted.on(Xor.prepared(xor));
    all.subList(0, 2).forEach(restarted::on);

    assertThat(restarted.missing(xor.id(), COHORT_SIZE)).isEqualTo(all.subList(2, all.size()));
  }

  @Test
  void everyTrialIsPlannedThoughTheCohortSizeChangedOverACrash() {
    experiments.on(xor.submitted());
    experiments.on(Xor.prepared(xor));
    var published = new ArrayList<>(missing().subList(0, 3));
    published.forEach(experiments::on);
    published.addAll(experiments.missing(xor.id(), Sizing.fixed(8)));

    assertThat(trials(published)).hasSize(20).doesNotHaveDuplicates();
    assertThat(published).extracting(Event::key).doesNotHaveDuplicates();
  }

  @Test
  void plannedExperimentsMissNothingUntilTheirTrialsHaveEnded() {
    experiments.on(xor.submitted());
    experiments.on(Xor.prepared(xor));
    missing().forEach(experiments::on);

    assertThat(missing()).isEmpty();
    assertThat(state()).isEqualTo(State.RUNNING);
  }

  @Test
  void theReportIsPublishedOnceAllTrialsHaveEnded() {
    Xor.life(xor).forEach(experiments::on);

    assertThat(missing()).singleElement().isInstanceOf(ReportPublished.class);
    var report = (ReportPublished) missing().get(0);
    assertThat(report.variants()).extracting(v -> v.trials()).containsExactly(10, 10);

    experiments.on(report);
    assertThat(missing()).isEmpty();
  }

  @Test
  void everythingTwiceChangesNothing() {
    Xor.life(xor).forEach(experiments::on);
    var once = experiments.ask(xor.id(), Ledger::result);

    assertThat(Xor.life(xor)).noneMatch(experiments::on);
    assertThat(experiments.ask(xor.id(), Ledger::result)).isEqualTo(once);
  }

  @Test
  void anyOrderComesToTheSame() {
    Xor.life(xor).forEach(experiments::on);
    for (int draw = 0; draw < 20; draw++) {
      var shuffled = new ArrayList<>(Xor.life(xor));
      Collections.shuffle(shuffled, new Random(draw));
      var other = new Experiments(Xor::read);
      shuffled.forEach(other::on);

      assertThat(other.status(xor.id())).isEqualTo(experiments.status(xor.id()));
      assertThat(other.ask(xor.id(), Ledger::result))
          .isEqualTo(experiments.ask(xor.id(), Ledger::result));
      assertThat(other.missing(xor.id(), COHORT_SIZE)).isEqualTo(missing());
    }
  }

  @Test
  void rejectedDataEndsTheExperiment() {
    experiments.on(xor.submitted());
    experiments.on(new DatasetRejected(xor.id(), "no such file: a.npy"));

    assertThat(state()).isEqualTo(State.REJECTED);
    assertThat(experiments.status(xor.id()).orElseThrow().reason())
        .isEqualTo("no such file: a.npy");
    assertThat(missing()).isEmpty();
  }

  @Test
  void dataThatTheNetworkDoesNotFitIsRejected() {
    var fine = Xor.prepared(xor);
    experiments.on(xor.submitted());
    experiments.on(
        new DatasetPrepared(
            xor.id(),
            fine.dataset(),
            fine.sha256(),
            List.of(4, 4),
            fine.targets(),
            4,
            0,
            0,
            1,
            fine.rows()));

    assertThat(state()).isEqualTo(State.REJECTED);
    assertThat(experiments.status(xor.id()).orElseThrow().reason()).contains("flatten");
    assertThat(missing()).isEmpty();
  }

  @Test
  void cancellationIsEnoughToKnowAnExperiment() {
    experiments.on(Xor.prepared(xor));
    experiments.on(new ExperimentCancelled(xor.id(), xor.submitted()));

    assertThat(state()).isEqualTo(State.CANCELLED);
    assertThat(missing()).isEmpty();
  }

  @Test
  void listenersHearEachNewsOnceWhateverTheOrder() {
    var heard = new ArrayList<Event>();
    experiments.listen((experiment, event) -> heard.add(event));
    var backwards = new ArrayList<>(Xor.life(xor));
    Collections.reverse(backwards);
    backwards.forEach(experiments::on);
    backwards.forEach(experiments::on);

    assertThat(heard).containsExactlyInAnyOrderElementsOf(backwards);
  }

  private List<Event> missing() {
    return experiments.missing(xor.id(), COHORT_SIZE);
  }

  private State state() {
    return experiments.status(xor.id()).orElseThrow().state();
  }

  private static List<String> trials(List<Event> cohorts) {
    return cohorts.stream()
        .map(CohortPlanned.class::cast)
        .flatMap(c -> c.trials().stream())
        .map(CohortPlanned.Trial::trial)
        .toList();
  }
}
