package org.descent.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The wire format, as files: what stands in them can be read for ever, and is what is written. Add
 * optional fields; never rename, remove or retype one.
 */
class GoldenEventsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static List<Event> samples() {
    return EventSamples.ALL;
  }

  @Test
  void everyTypeOfEventHasASample() {
    assertThat(samples().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(concrete(Event.class).distinct().toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isWrittenAsTheGoldenFileSays(Event event) throws IOException {
    assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(event)))
        .isEqualTo(golden(event));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadFromTheGoldenFile(Event event) throws IOException {
    assertThat(JSON.treeToValue(golden(event), Event.class))
        .usingRecursiveComparison()
        .ignoringFields("curves.packed") // the way it came, not what it is
        .withEqualsForType(Double::equals, Double.class) // NaN is NaN
        .isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadInSpiteOfFieldsFromTheFuture(Event event) throws IOException {
    var future = ((ObjectNode) golden(event)).put("fieldOfTheFuture", 1);

    assertThat(JSON.treeToValue(future, Event.class))
        .usingRecursiveComparison()
        .ignoringFields("curves.packed") // the way it came, not what it is
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(event);
  }

  @Test
  void evaluationsFromBeforeTrajectoriesHaveNone() throws IOException {
    try (var in = GoldenEventsTest.class.getResourceAsStream("/golden/TrialEvaluated.json")) {
      var old = (ObjectNode) JSON.readTree(in);
      old.remove("trajectory");

      assertThat(((TrialEvaluated) JSON.treeToValue(old, Event.class)).trajectory()).isEmpty();
    }
  }

  @Test
  void trainingsSayWhichInstrumentsLookAtThem() throws IOException {
    var training =
        EventSamples.TRAINING.seenWith(
            List.of(
                new InstrumentSpec.Sharpness(
                    2, 0.001, false, new InstrumentSpec.Moments.Every(100)),
                new InstrumentSpec.WeightNorm(true, new InstrumentSpec.Moments.Snapshots())));

    JsonNode written = JSON.valueToTree(training);

    assertThat(written.get("instruments").toString())
        .isEqualTo(
            "[{\"instrument\":\"sharpness\",\"largest\":2,\"tolerance\":0.001,"
                + "\"at\":{\"moments\":\"every\",\"iterations\":100}},"
                + "{\"instrument\":\"weight-norm\",\"layers\":true,"
                + "\"at\":{\"moments\":\"snapshots\"}}]");
    assertThat(JSON.treeToValue(written, TrainingSpec.class)).isEqualTo(training);
    assertThat(JSON.<JsonNode>valueToTree(EventSamples.TRAINING).has("instruments")).isFalse();
  }

  @Test
  void modelsAndEvaluationsMayHaveLandscapes() throws IOException {
    var landscape =
        new Landscape(
            "trajectory",
            List.of(
                new Landscape.Axis(new double[] {-1, 0, 1}, 0.75),
                new Landscape.Axis(new double[] {-1, 1}, Double.NaN)),
            List.of(new Landscape.Losses("train", new byte[24])),
            List.of(new Landscape.Step(3, new double[] {0.5, -0.5})),
            new byte[16]);
    var model =
        new ModelPublished(
            "t",
            "e",
            List.of(1),
            2,
            new byte[8],
            List.of(),
            new byte[0],
            false,
            List.of(landscape),
            true);

    JsonNode written = JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(model));

    assertThat(written.at("/landscapes/0/axes/1/strength").asText()).isEqualTo("NaN");
    assertThat(JSON.treeToValue(written, Event.class))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(model);
    assertThat(JSON.<JsonNode>valueToTree(landscape.judged()).has("directions")).isFalse();
    assertThat(landscape.at(3)).containsExactly(0, 1);
  }

  @Test
  void trainingsSayWhichLandscapesTheyHave() throws IOException {
    var train = List.of(Split.TRAIN);
    var training =
        EventSamples.TRAINING.seenWith(
            List.of(),
            List.of(
                new LandscapeSpec.Random(2, 25, 1, train),
                new LandscapeSpec.Interpolation(51, List.of(Split.TRAIN, Split.TEST))));

    JsonNode written = JSON.valueToTree(training);

    assertThat(written.get("landscapes").toString())
        .isEqualTo(
            "[{\"landscape\":\"random\",\"axes\":2,\"points\":25,\"reach\":1.0,\"on\":[\"train\"]},"
                + "{\"landscape\":\"interpolation\",\"points\":51,\"on\":[\"train\",\"test\"]}]");
    assertThat(JSON.treeToValue(written, TrainingSpec.class)).isEqualTo(training);
    assertThat(JSON.<JsonNode>valueToTree(EventSamples.TRAINING).has("landscapes")).isFalse();
  }

  @Test
  void answersFromBeforeFilesWereToldApartAreToTheFirstSubmission() {
    assertThat(EventSamples.PREPARED.submission()).isEqualTo(EventSamples.PREPARED.experiment());
    assertThat(EventSamples.PREPARED.attempt()).isZero();
    assertThat(EventSamples.PREPARED.files()).isEmpty();
  }

  @Test
  void cohortOfASearchSaysWhichStepsItTakes() throws IOException {
    var plain =
        (CohortPlanned)
            EventSamples.ALL.stream().filter(CohortPlanned.class::isInstance).findFirst().get();
    var trial = new CohortPlanned.Trial("xor-1f2e3d4c.0.7", 0, 7, false, 100, true, false, "", "");
    var steps =
        List.of(
            new SearchStep(
                0, 0, SearchStep.Kind.PROPOSE, 0, 100, 0, List.of(7L), Map.of("loss", "l2")),
            new SearchStep(1, 0, SearchStep.Kind.CONTINUE, 0, 900, 100, List.of(7L), Map.of()));
    var cohort =
        new CohortPlanned(
            plain.cohort(),
            plain.experiment(),
            plain.dataset(),
            plain.variants(),
            List.of(trial),
            steps,
            List.of(),
            2);

    var written = JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(cohort));

    assertThat(written.get("steps").toString())
        .isEqualTo(
            "[{\"number\":0,\"arm\":0,\"kind\":\"propose\",\"variant\":0,\"budget\":100,"
                + "\"seeds\":[7],\"point\":{\"loss\":\"l2\"}},"
                + "{\"number\":1,\"arm\":0,\"kind\":\"continue\",\"variant\":0,\"budget\":900,"
                + "\"after\":100,\"seeds\":[7]}]");
    assertThat(written.get("trials").toString()).contains("\"after\":100,\"kept\":true");
    assertThat(written.get("turn").asInt()).isEqualTo(2);
    assertThat(JSON.treeToValue(written, Event.class)).isEqualTo(cohort);
  }

  @Test
  void cohortOfAnExtendedExperimentSaysWhatItTakesOver() throws IOException {
    var plain =
        (CohortPlanned)
            EventSamples.ALL.stream().filter(CohortPlanned.class::isInstance).findFirst().get();
    var further =
        new CohortPlanned.Trial("xor-1f2e3d4c.0.7", 0, 7, false, 0, false, true, "", "")
            .from("xor-00000000.0.7", 500);
    var adopted = new CohortPlanned.Adopted("xor-1f2e3d4c.0.8", 0, "xor-00000000.0.8", false);
    var cohort =
        new CohortPlanned(
            plain.cohort(),
            plain.experiment(),
            plain.dataset(),
            plain.variants(),
            List.of(further),
            List.of(),
            List.of(adopted),
            0);

    var written = JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(cohort));

    assertThat(written.get("trials").toString())
        .isEqualTo(
            "[{\"trial\":\"xor-1f2e3d4c.0.7\",\"variant\":0,\"seed\":7,\"surface\":false,"
                + "\"after\":500,\"extensible\":true,\"from\":\"xor-00000000.0.7\"}]");
    assertThat(written.get("adopted").toString())
        .isEqualTo(
            "[{\"trial\":\"xor-1f2e3d4c.0.8\",\"variant\":0," + "\"from\":\"xor-00000000.0.8\"}]");
    assertThat(JSON.treeToValue(written, Event.class)).isEqualTo(cohort);
    assertThat(further.begin()).isEqualTo("xor-00000000.0.7@500");
  }

  @Test
  void pausedTrialIsAnotherRecordThanItsEnd() {
    var t = EventSamples.TRAINED;
    var paused = paused(t, "");

    assertThat(paused.key()).isEqualTo(t.trial() + "@100");
    assertThat(t.key()).isEqualTo(t.trial());
    assertThat(paused.trial()).isEqualTo(t.trial());
  }

  @Test
  void modelStandsUnderTheNameOfWhoPublishedItHoweverOftenItsTrialIsTakenOver() {
    var t = EventSamples.TRAINED;
    assertThat(t.modelKey()).isEqualTo(t.trial());
    assertThat(takenOver(takenOver(t, "b.0.7"), "c.0.7").modelKey()).isEqualTo(t.trial());
    var paused = paused(t, "");
    assertThat(paused.modelKey()).isEqualTo(t.trial() + "@100");
    assertThat(takenOver(paused, "b.0.7").modelKey()).isEqualTo(t.trial() + "@100");
    assertThat(paused(t, "a.0.7").modelKey())
        .as("what goes on from another's weights has its own")
        .isEqualTo(t.trial() + "@100");
  }

  private static TrialTrained takenOver(TrialTrained trained, String as) {
    var cohort =
        (CohortPlanned)
            EventSamples.ALL.stream().filter(CohortPlanned.class::isInstance).findFirst().get();
    return trained.adopted(new CohortPlanned.Adopted(as, 0, trained.trial(), false), cohort, false);
  }

  private static TrialTrained paused(TrialTrained t, String from) {
    return new TrialTrained(
        t.trial(),
        t.experiment(),
        t.variant(),
        t.seed(),
        t.cohort(),
        End.EXHAUSTED,
        100,
        t.claimed(),
        t.training(),
        t.dataset(),
        t.model(),
        t.provenance(),
        t.seconds(),
        "",
        null,
        "",
        null,
        Map.of(),
        true,
        from,
        "");
  }

  @Test
  void dataMaySayWhatTheirClassesAre() throws IOException {
    var prepared =
        EventSamples.PREPARED.withClasses(Map.of("kind", List.of("circle", "square", "star")));

    try (var in =
        GoldenEventsTest.class.getResourceAsStream("/golden/DatasetPreparedWithClasses.json")) {
      var golden = JSON.readTree(in);
      assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(prepared)))
          .isEqualTo(golden);
      assertThat(JSON.treeToValue(golden, Event.class)).isEqualTo(prepared);
    }
    assertThat(
            prepared.answering((ExperimentSubmitted) EventSamples.ALL.get(0), List.of()).classes())
        .isEqualTo(prepared.classes());
  }

  @Test
  void dataFromFilesSayWhichAndInAnswerToWhat() throws IOException {
    var submitted =
        (ExperimentSubmitted)
            samples().stream().filter(ExperimentSubmitted.class::isInstance).findFirst().get();
    var file = new DataFile("/data/images.npy", 4224, "ab".repeat(32));
    var p = EventSamples.PREPARED;
    var prepared =
        new DatasetPrepared(
                "xor-0f0f0f0f",
                p.dataset(),
                p.sha256(),
                p.shape(),
                p.targets(),
                p.train(),
                p.validation(),
                p.test(),
                p.chunks(),
                p.rows())
            .answering(submitted.again(2), List.of(file));

    try (var in =
        GoldenEventsTest.class.getResourceAsStream("/golden/DatasetPreparedFromFiles.json")) {
      var golden = JSON.readTree(in);
      assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(prepared)))
          .isEqualTo(golden);
      assertThat(JSON.treeToValue(golden, Event.class)).isEqualTo(prepared);
    }
    assertThat(prepared.submission()).isEqualTo(submitted.experiment());
    assertThat(JSON.readTree(JSON.writeValueAsBytes(submitted.again(2))).path("attempt").asInt())
        .isEqualTo(2);
  }

  @Test
  void dataThatWerePreparedSayHow() throws IOException {
    var standardised =
        new Fitted(
            new PreparationSpec.Standardise(
                PreparationSpec.Each.CHANNEL, PreparationSpec.Constant.REFUSE),
            Map.of("mean", List.of(0.5, 0.25)));
    var scaled = new Fitted(new PreparationSpec.Scale(0, 255), Map.of());
    var prepared = EventSamples.PREPARED.preparedBy(List.of(scaled, standardised));

    try (var in = GoldenEventsTest.class.getResourceAsStream("/golden/DatasetPreparedSo.json")) {
      var golden = JSON.readTree(in);
      assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(prepared)))
          .isEqualTo(golden);
      assertThat(JSON.treeToValue(golden, Event.class)).isEqualTo(prepared);
    }
    assertThat(EventSamples.PREPARED.preparation()).isEmpty();
  }

  @Test
  void rowsMayStandAsColumnsInTheTypesOfTheirFile() throws IOException {
    var prepared =
        EventSamples.PREPARED.inColumns(
            List.of(NumberType.U8, NumberType.I16, NumberType.F32, NumberType.U8),
            List.of(
                Rescaling.dividing(255), new Rescaling(List.of(0.5, 0.25), List.of(2.0, 3.0), -1)),
            "0badcafe");

    try (var in =
        GoldenEventsTest.class.getResourceAsStream("/golden/DatasetPreparedInColumns.json")) {
      var golden = JSON.readTree(in);
      assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(prepared)))
          .isEqualTo(golden);
      assertThat(JSON.treeToValue(golden, Event.class)).isEqualTo(prepared);
    }
    assertThat(EventSamples.PREPARED.columns()).as("as they stood before").isEmpty();
  }

  @Test
  void foldsAreToldOfTogether() throws IOException {
    var p = EventSamples.PREPARED;
    var standardise =
        new PreparationSpec.Standardise(PreparationSpec.Each.ALL, PreparationSpec.Constant.REFUSE);
    var second =
        new DatasetPrepared(
                p.experiment(),
                "fedcba9876543210",
                "fedcba9876543210".repeat(4),
                p.shape(),
                p.targets(),
                p.train(),
                p.validation(),
                p.test(),
                1,
                new Location(p.rows().topic(), 0, 4, 4))
            .preparedBy(List.of(new Fitted(standardise, Map.of("mean", List.of(0.25)))));
    var prepared =
        p.preparedBy(List.of(new Fitted(standardise, Map.of("mean", List.of(0.5)))))
            .with(List.of(second));

    try (var in =
        GoldenEventsTest.class.getResourceAsStream("/golden/DatasetPreparedInFolds.json")) {
      var golden = JSON.readTree(in);
      assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(prepared)))
          .isEqualTo(golden);
      assertThat(JSON.treeToValue(golden, Event.class)).isEqualTo(prepared);
    }
    assertThat(prepared.fold(2)).isEqualTo(second);
    assertThat(prepared.fold(1).folds()).isEmpty();
  }

  @Test
  void whatDivergedIsToldAndAnythingElseIsLeftOut() throws IOException {
    var golden = (ObjectNode) golden(EventSamples.TRAINED);
    assertThat(golden.has("divergence")).isFalse();
    var diverged =
        golden.put("end", "diverged").put("divergence", "loss became NaN at iteration 2");

    var read = (TrialTrained) JSON.treeToValue(diverged, Event.class);

    assertThat(read.divergence()).isEqualTo("loss became NaN at iteration 2");
    assertThat(JSON.readTree(JSON.writerFor(Event.class).writeValueAsBytes(read)))
        .isEqualTo(diverged);
  }

  @Test
  void checkpointsFromBeforeAttemptsWereCountedHaveNone() throws IOException {
    try (var in = GoldenEventsTest.class.getResourceAsStream("/golden/CohortCheckpointed.json")) {
      var old = (ObjectNode) JSON.readTree(in);
      old.remove("attempts");

      assertThat(((CohortCheckpointed) JSON.treeToValue(old, Event.class)).attempts()).isZero();
    }
  }

  private static JsonNode golden(Event event) throws IOException {
    var file = "/golden/" + event.getClass().getSimpleName() + ".json";
    try (var in = GoldenEventsTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return JSON.readTree(in);
    }
  }

  private static Stream<Class<?>> concrete(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GoldenEventsTest::concrete)
        : Stream.of(type);
  }
}
