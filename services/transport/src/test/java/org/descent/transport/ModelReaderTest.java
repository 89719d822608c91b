package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
  @Test
  void modelIsReadFromItsPlace() {
    var log = List.of(model("a", 1), model("b", 2), model("c", 3));

    assertThat(read(log, 1, "b")).isEqualTo(2);
  }

  @Test
  void laterCopyStandsInForOneThatCompactionRemoved() {
    var log = List.of(model("a", 1), model("c", 3), model("b", 4));

    assertThat(read(log, 1, "b")).isEqualTo(4);
  }

  @Test
  void modelThatIsNotThereIsNamed() {
    var log = List.of(model("a", 1), model("c", 3));

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> read(log, 0, "b"))
        .withMessage("there is no model of b from " + Topics.MODELS + ":0:0-0 on");
  }

  @Test
  void placeBeyondTheEndHasNoModel() {
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> read(List.of(model("a", 1)), 7, "a"))
        .withMessageContaining("there is no model of a");
  }

  @Test
  void modelsThatComeAlongAreHandedOn() {
    var unreadable = new ProducerRecord<String, byte[]>(Topics.MODELS, "x", new byte[] {1});
    var consumer =
        DatasetRowsTest.consumer(
            List.of(model("a", 1), model("b", 2), model("c", 3), unreadable, model("d", 4)));
    var others = new LinkedHashMap<Location, String>();
    try (var reader = new ModelReader(consumer, Duration.ofMillis(300))) {
      var place = new Location(Topics.MODELS, 0, 1, 1);
      reader.read(place, "b", (location, model) -> others.put(location, model.trial()));
    }
    assertThat(others)
        .containsExactly(
            Map.entry(new Location(Topics.MODELS, 0, 2, 2), "c"),
            Map.entry(new Location(Topics.MODELS, 0, 4, 4), "d"));
  }

  private static float read(List<ProducerRecord<String, byte[]>> log, long offset, String trial) {
    var consumer = DatasetRowsTest.consumer(log);
    try (var reader = new ModelReader(consumer, Duration.ofMillis(300))) {
      var model = reader.read(new Location(Topics.MODELS, 0, offset, offset), trial);
      return Floats.fromBytes(model.weights())[0];
    }
  }

  private static ProducerRecord<String, byte[]> model(String trial, float weight) {
    var weights = Floats.toBytes(new float[] {weight});
    var model = new ModelPublished(trial, "e", List.of(1), 1, weights, List.of());
    return Events.record(Topics.MODELS, model, "trainer");
  }
}
