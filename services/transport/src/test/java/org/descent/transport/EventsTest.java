package org.descent.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.descent.contracts.Floats;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Classes;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.Sides;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsTest {
  private static final TrialFailed FAILED =
      new TrialFailed("xor-1.0.7", "xor-1", 0, 7, "xor-1.c0000", "out of memory");

  @Test
  void typeStandsFirstAndTheOthersInOrderOfDeclaration() {
    assertThat(new String(Events.encode(FAILED), UTF_8))
        .isEqualTo(
            "{\"type\":\"TrialFailed\",\"trial\":\"xor-1.0.7\",\"experiment\":\"xor-1\",\"variant\":0,"
                + "\"seed\":7,\"cohort\":\"xor-1.c0000\",\"reason\":\"out of memory\"}");
  }

  @Test
  void eventIsReadAsItWasWritten() {
    assertThat(Events.decode(Events.encode(FAILED))).isEqualTo(FAILED);
  }

  @Test
  void whatALayerMayLeaveOutIsNotMissed() {
    var network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(2, 3, 3, Activation.RELU),
                new LayerSpec.Flatten(),
                new LayerSpec.Dense(2, Activation.RELU)),
            List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0)));
    var training =
        new TrainingSpec(
            network,
            new InitialisationSpec(new Initialiser.Zeros(), new Initialiser.Zeros()),
            Loss.L2,
            new OptimiserSpec.Sgd(0.1),
            BatchSpec.FULL,
            10,
            List.of(),
            List.of(),
            null);
    var place = new Location("t", 0, 0, 0);
    var data =
        new DatasetPrepared("e", "d", "s", List.of(5, 5), List.of("label"), 4, 0, 0, 1, place);
    var variant = new CohortPlanned.Variant(0, "e", Map.of(), training);
    var planned = new CohortPlanned("e.c0", "e", data, List.of(variant), List.of());

    assertThat(Events.decode(Events.encode(planned))).isEqualTo(planned);
  }

  @Test
  void curvesKeepTheirNaN() {
    var slice = progressed(new float[] {Float.NaN});

    var read = Events.decode(Events.encode(slice), TrainingProgressed.class);

    assertThat(read.curves().curves()).singleElement().isEqualTo(new float[] {Float.NaN});
  }

  @Test
  void measurementsOfSplitsTravelWithCurvesAndWithoutThem() {
    var measured =
        new TrainingProgressed.Measured(
            "e.0.7",
            List.of("test.loss", "test.accuracy"),
            List.of(1, 8),
            PackedCurves.of(List.of(new float[] {3, Float.NaN}, new float[] {0.5f, 1})));
    var event =
        new TrainingProgressed(
            "e.c0000", "e", List.of(), List.of(), PackedCurves.of(List.of()), List.of(measured));

    var read = Events.decode(Events.encode(event), TrainingProgressed.class);

    var back = read.measured().get(0);
    assertThat(back.metrics()).isEqualTo(measured.metrics());
    assertThat(back.iterations()).containsExactly(1, 8);
    assertThat(back.values().curves()).containsExactlyElementsOf(measured.values().curves());
    var without = Events.decode(Events.encode(progressed(new float[] {1})));
    assertThat(((TrainingProgressed) without).measured()).isEmpty();
  }

  @Test
  void whatMayBeMissingOfARecordMayBeSo() {
    var running =
        new CohortCheckpointed.Running(
            "e.0.7",
            8,
            1,
            new byte[4],
            new byte[0],
            List.of(),
            new byte[0],
            1,
            new byte[0],
            new CohortCheckpointed.Judged(8, null, 0, 0),
            0);
    var provenance = new Provenance("b", "t", "d", "e", "g");
    var event = new CohortCheckpointed("e.c0000", "e", provenance, List.of(running), List.of(), 0);

    var read = Events.decode(Events.encode(event), CohortCheckpointed.class);

    assertThat(read.running().get(0).judged()).isEqualTo(running.judged());
  }

  @Test
  void curvesThatAreNotPackedAreReadToo() {
    var old =
        """
        {"type":"TrainingProgressed","cohort":"c","experiment":"e","metrics":["loss","accuracy"],
         "slices":[{"trial":"t","firstIteration":1,"count":2}],"values":"%s"}""";
    var values = Base64.getEncoder().encodeToString(Floats.toBytes(new float[] {3, 2, 0.5f, 1}));

    var read = Events.decode(old.formatted(values).getBytes(UTF_8), TrainingProgressed.class);

    assertThat(read.curves().curves()).containsExactly(new float[] {3, 2}, new float[] {0.5f, 1});
    assertReason(old.formatted("AACAPwAAgD8="), "not an event: ");
  }

  @Test
  void numbersThatJsonDoesNotKnowAreStrings() {
    var line = new TrialEvaluated.Line(1, "hidden", "h1", 1, 2, 3, Double.NaN);

    assertThat(Events.json().valueToTree(line).get("accuracy").asText()).isEqualTo("NaN");
  }

  @Test
  void documentKeepsItsOrderAndItsNulls() {
    var document = new LinkedHashMap<String, Object>();
    document.put("seeds", 3);
    document.put("name", null);
    document.put("apiVersion", "v1");
    var submitted = new ExperimentSubmitted("e", "n", document, new DataSpec.Xor(), SplitSpec.NONE);

    var read = Events.decode(Events.encode(submitted), ExperimentSubmitted.class);

    assertThat(read.document()).containsExactlyEntriesOf(document);
  }

  /** Data with as much left out as can be, and with all of it. */
  static Stream<DataSpec> data() {
    var y = List.of("y");
    return Stream.of(
        new DataSpec.Npy("images.npy", "labels.npy", null),
        new DataSpec.Npy("a", "b", "c", new Classes(List.of("1", "2"))),
        new DataSpec.Npz("d.npz", "images", "labels", null, null),
        new DataSpec.Idx("a", "b", 0),
        new DataSpec.Idx("a", "b", 3, new Classes(List.of("1", "2"))),
        new DataSpec.Parts(new DataSpec.Xor(), null, new DataSpec.Idx("a", "b", 0)),
        new DataSpec.Parquet("d.parquet", y, List.of(), List.of(), null, null),
        new DataSpec.Cifar10(List.of("a", "b")),
        new DataSpec.Cifar100(List.of("a"), DataSpec.Cifar100.Labels.FINE),
        new DataSpec.Images("a", null, true),
        new DataSpec.Images("a", new Sides(2, 3), false),
        new DataSpec.Csv("d.csv", y, List.of()),
        new DataSpec.Csv.Form(
                "d.csv",
                y,
                List.of("a"),
                DataSpec.Separator.TAB,
                false,
                2,
                List.of("a"),
                Map.of("y", new Classes(List.of("-1", "1"))),
                DataSpec.Missing.DROP)
            .spec());
  }

  @Test
  void tableOfBeforeIsReadAsItWasMeant() throws IOException {
    var old =
        """
        {"source":"csv","file":"d.csv","targets":["y"],"features":[]}""";

    assertThat(Events.json().readValue(old, DataSpec.class))
        .isEqualTo(new DataSpec.Csv("d.csv", List.of("y"), List.of()));
  }

  @ParameterizedTest
  @MethodSource("data")
  void optionalPartMayBeMissing(DataSpec data) {
    var submitted = new ExperimentSubmitted("e", "n", Map.of(), data, SplitSpec.NONE);

    assertThat(Events.decode(Events.encode(submitted))).isEqualTo(submitted);
  }

  @Test
  void otherFamilyIsUnreadableHere() {
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Events.decode(Events.encode(FAILED), DatasetEvent.class))
        .withMessage("TrialFailed does not belong here, expected DatasetEvent");
  }

  @Test
  void poisonIsNamedInOneLine() {
    assertReason(null, "the record is empty, expected an event as JSON");
    assertReason("", "the record is empty, expected an event as JSON");
    assertReason("null", "the record is null, expected an event as JSON");
    assertReason("poison", "not JSON: Unrecognized token 'poison'");
    assertReason("{}", "missing type id property 'type'");
    assertReason("[1]", "not an event: ");
    assertReason("{\"type\":\"Gossip\"}", "'Gossip'");
    assertReason("{\"type\":\"DatasetRejected\",\"experiment\":\"e\"}", "reason is missing");
    assertReason(
        "{\"type\":\"ExperimentSubmitted\",\"experiment\":\"e\",\"name\":\"n\",\"document\":{},"
            + "\"data\":{\"source\":\"line\",\"images\":0,\"seed\":1},\"split\":{}}",
        "not an event: data: images 0, expected 1 to 1000000");
    assertReason("{\"type\":\"ModelPublished\",\"trial\":\"t\"}", "a required field is missing");
    assertReason(
        "{\"type\":\"CohortPlanned\",\"cohort\":\"c\",\"experiment\":\"e\",\"dataset\":null,"
            + "\"variants\":[],\"trials\":[]}",
        "dataset is missing");
    assertReason(
        "{\"type\":\"TrainingProgressed\",\"cohort\":\"c\",\"experiment\":\"e\",\"metrics\":[],"
            + "\"slices\":[{\"trial\":\"t\"},{\"count\":0}],\"curves\":\"\"}",
        "slices[1].trial is missing");
    assertReason(
        "{\"type\":\"TrialEvaluated\",\"classes\":{\"train\":[{\"head\":\"h\",\"classes\":2,"
            + "\"uncertain\":[{\"row\":1},{\"row\":\"one\"}]}]}}",
        "not an event: classes.train[0].uncertain[1].row: ");
  }

  @Test
  void headersAreCloudEventsWithAStableId() {
    var headers = Events.cloudEvents(FAILED, "trainer");

    assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
    assertThat(text(headers, "ce_id")).isEqualTo("TrialFailed/xor-1.0.7");
    assertThat(text(headers, "ce_type")).isEqualTo("org.descent.TrialFailed.v1");
    assertThat(text(headers, "ce_source")).isEqualTo("/descent/trainer");
    assertThat(text(headers, "content-type")).isEqualTo("application/json");
  }

  @Test
  void recordsOfACohortsCurvesDifferInTheirIds() {
    var headers = Events.cloudEvents(progressed(new float[] {1}), "trainer");

    assertThat(text(headers, "ce_id")).isEqualTo("TrainingProgressed/e.c0000/e.0.7/5");
    assertThat(text(headers, "content-type")).isEqualTo("application/cbor");
  }

  @Test
  void numbersAreWrittenAsTheyAreAndReadInEitherForm() throws IOException {
    var noise = new float[1000]; // no shorter as a curve
    var random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    var curve = progressed(noise);
    var json = Events.json().writerFor(Event.class).writeValueAsBytes(curve);

    assertThat(Events.encode(curve)).hasSizeBetween(4000, 4200);
    assertThat(json).hasSizeGreaterThan(5300); // 4 characters for 3 bytes
    for (var value : List.of(Events.encode(curve), json)) {
      assertThat(Events.decode(value))
          .usingRecursiveComparison()
          .ignoringFields("curves.packed")
          .isEqualTo(curve);
    }
  }

  @Test
  void poisonThatPretendsToBeCborIsNamedInOneLine() {
    var cut = Arrays.copyOf(Events.encode(progressed(new float[8])), 40);
    var strange = new byte[] {(byte) 0xD9, 0, 1, 2};

    for (var poison : List.of(cut, strange)) {
      assertThatExceptionOfType(UnreadableRecord.class)
          .isThrownBy(() -> Events.decode(poison))
          .satisfies(e -> assertThat(e.getMessage()).startsWith("not ").doesNotContain("\n"));
    }
  }

  private static TrainingProgressed progressed(float[] losses) {
    return new TrainingProgressed(
        "e.c0000",
        "e",
        List.of("loss"),
        List.of(new TrainingProgressed.Slice("e.0.7", 5, losses.length)),
        List.of(losses));
  }

  @Test
  void recordIsKeyedByItsEntity() {
    var cancelled = new TrialCancelled("xor-1.0.7", "xor-1", 0, 7, "xor-1.c0000");

    var record = Events.record("topic", cancelled, "trainer");

    assertThat(record.key()).isEqualTo("xor-1.0.7");
    assertThat(record.value()).isEqualTo(Events.encode(cancelled));
    assertThat(Events.record("topic", new DatasetRejected("e", "why"), "loader").key())
        .isEqualTo("e");
  }

  private static String text(org.apache.kafka.common.header.Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  private static void assertReason(String value, String expected) {
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Events.decode(value == null ? null : value.getBytes(UTF_8)))
        .withMessageContaining(expected)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
