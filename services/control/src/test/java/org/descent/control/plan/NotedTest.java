package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentDeleted;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.control.Xor;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people say of experiments, as control knows it. */
class NotedTest {
  private final Experiment experiment = Xor.experiment("noted", 1, 1);

  private ExperimentNoted noted(int edition, String... tags) {
    return noted(0, edition, tags);
  }

  private ExperimentNoted noted(int attempt, int edition, String... tags) {
    var id = experiment.id();
    return new ExperimentNoted(id, List.of(tags), "", edition % 2 == 0, edition, attempt);
  }

  private ExperimentDeleted deleted(int attempt) {
    return new ExperimentDeleted(experiment.id(), List.of(experiment.id()), attempt);
  }

  /** Tells it shuffled, some of it twice, to others each time. */
  private static void inAnyOrder(List<Event> told, long seed, Consumer<Experiments> check) {
    var random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      var shuffled = new ArrayList<>(told);
      shuffled.addAll(told.subList(random.nextInt(told.size()), told.size()));
      Collections.shuffle(shuffled, random);
      var experiments = new Experiments(Xor::read);
      shuffled.forEach(experiments::on);
      assertThat(experiments).as("%s", shuffled).satisfies(check::accept);
    }
  }

  @Test
  void theLastWordCountsInWhateverOrderAndHoweverOftenItComes() {
    var told =
        List.<Event>of(
            experiment.submitted(), noted(1, "slow"), noted(2), noted(3, "b", "a"), noted(3, "a"));
    inAnyOrder(
        told,
        7,
        experiments -> {
          var status = experiments.status(experiment.id()).orElseThrow();
          assertThat(status.tags()).containsExactly("a");
          assertThat(status.archived()).isFalse();
          assertThat(experiments.statuses()).containsExactly(status);
        });
  }

  @Test
  void itIsNewsOnceAndChangesNothingElse() {
    var experiments = new Experiments(Xor::read);
    experiments.on(experiment.submitted());
    var before = experiments.status(experiment.id()).orElseThrow();

    assertThat(experiments.on(noted(1, "slow"))).isTrue();
    assertThat(experiments.on(noted(1, "slow"))).isFalse();
    assertThat(experiments.status(experiment.id()).orElseThrow().noted(List.of(), "", false))
        .isEqualTo(before);
  }

  @Test
  void ofWhatIsDeletedNothingIsSaidAnyMore() {
    var experiments = new Experiments(Xor::read);
    experiments.on(experiment.submitted());
    experiments.on(noted(1, "slow"));
    experiments.on(deleted(ExperimentDeleted.FOREVER));

    assertThat(experiments.noted(experiment.id()).isEmpty()).isTrue();
    assertThat(experiments.on(noted(2, "slow"))).isFalse();
    assertThat(experiments.noted(experiment.id()).isEmpty()).isTrue();
    assertThat(experiments.statuses()).isEmpty();
  }

  @Test
  void whatWasSaidBeforeADeletionIsNotSaidOfWhatIsHandedInAfterIt() {
    var again = experiment.submitted().again(1);
    var told =
        List.<Event>of(
            experiment.submitted(), noted(7, "before"), deleted(0), again, noted(1, 1, "after"));
    inAnyOrder(
        told,
        11,
        experiments -> {
          var status = experiments.status(experiment.id()).orElseThrow();
          assertThat(status.tags()).containsExactly("after");
          assertThat(status.archived()).isFalse();
        });
  }

  @Test
  void itDoesNotTakeThePlaceOfTheSubmissionInACompactedLog() {
    assertThat(noted(1).key()).isNotEqualTo(experiment.submitted().key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a,b", "-a", "a\nb", "0123456789012345678901234567890123456789x"})
  void whatIsNoTagIsRefusedInALine(String tag) {
    assertThatThrownBy(() -> noted(1, tag))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("expected up to 40 letters")
        .hasMessageNotContaining("\n");
  }
}
