package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.SearchStep;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A search on several trainers, of which some die, and control with them: in small, unless {@code
 * -Ddescent.search.variants=120 -Ddescent.search.kills=20} asks for more.
 */
@Tag("thorough")
class SearchIT extends Journey {
  private static final int VARIANTS = Integer.getInteger("descent.search.variants", 18);
  private static final int KILLS = Integer.getInteger("descent.search.kills", 2);
  private static final String LENGTH = "search.variants=" + VARIANTS;
  private static final Path SEARCHED = Path.of("src/test/resources/experiments/searched.yaml");

  @Test
  void theSameFileFindsTheSameHoweverManyTrainAndDie() {
    var single = pipeline.trainer().awaitReady();
    var alone = control.submit(Control.read(SEARCHED, LENGTH).get(0));
    var expected = control.awaitComplete(alone);
    single.kill();
    assertThat(expected.at("/search/over").asBoolean()).isTrue();
    assertThat(expected.at("/search/arms/0/headline/trials").asInt()).isEqualTo(2);

    var trainers =
        new ArrayDeque<>(List.of(pipeline.trainer().awaitReady(), pipeline.trainer().awaitReady()));
    var id = control.submit(Control.read(SEARCHED, "name=again", LENGTH).get(0));
    for (int kill = 0; kill < KILLS; kill++) {
      awaitEnded(id, 4 + kill * (VARIANTS - 6) / KILLS);
      if (kill % 2 == 0) {
        trainers.remove().kill();
        trainers.add(pipeline.trainer());
      } else {
        replaceControl();
      }
    }
    trainers.add(pipeline.trainer());
    var results = control.awaitComplete(id);
    trainers.forEach(ServiceProcess::close);

    assertThat(steps(id)).isEqualTo(steps(alone)).hasSizeGreaterThan(VARIANTS);
    assertThat(results.get("search")).isEqualTo(expected.get("search"));
    assertThat(models(id)).isEqualTo(models(alone));
    comesToWhatItComesToAtOnce(expected, alone);
  }

  /** The best went from rung to rung; trained at once it has the same weights. */
  private void comesToWhatItComesToAtOnce(JsonNode results, String searched) {
    int best = results.at("/search/arms/0/best").asInt();
    var rate = results.at("/variants/" + best + "/settings/learningRate").asText();
    var trainer = pipeline.trainer().awaitReady();
    var plain =
        Control.read(
                SEARCHED,
                "name=plain",
                "search=null",
                "seeds=1",
                "optimiser.momentum.learningRate=" + rate)
            .get(0);
    var id = control.submit(plain);
    control.awaitComplete(id);
    assertThat(models(id).get("E.0.1"))
        .isNotNull()
        .isEqualTo(models(searched).get("E." + best + ".1"));
    trainer.kill();
  }

  private void awaitEnded(String id, int trials) {
    Eventually.holds(
        () -> trials + " trials have ended: " + control.status(id),
        () -> control.status(id).path("ended").asInt() >= trials);
  }

  private List<SearchStep> steps(String id) {
    return new Records(pipeline.bootstrap())
        .all(Topics.COHORTS).stream()
            .map(record -> Events.decode(record.value(), CohortPlanned.class))
            .filter(cohort -> cohort.experiment().equals(id))
            .flatMap(cohort -> cohort.steps().stream())
            .distinct()
            .sorted((a, b) -> Integer.compare(a.number(), b.number()))
            .toList();
  }

  /** The last published weights of every trial, and of every pause of it. */
  private Map<String, String> models(String id) {
    var models = new TreeMap<String, String>();
    for (var record : new Records(pipeline.bootstrap()).all(Topics.MODELS)) {
      var model = Events.decode(record.value(), ModelPublished.class);
      if (model.experiment().equals(id)) {
        models.put(record.key().replace(id, "E"), model.iterations() + Ids.sha256(model.weights()));
      }
    }
    return models;
  }
}
