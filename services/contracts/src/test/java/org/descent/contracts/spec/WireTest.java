package org.descent.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What specifications have gained since they were first written is not missed in old ones. */
class WireTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void initialisersOfBeforeTheyHadAGainHaveTheGain1() throws JsonProcessingException {
    assertThat(JSON.readValue("{\"draw\": \"he-normal\"}", Initialiser.class))
        .isEqualTo(new Initialiser.HeNormal(1));
    assertThat(JSON.readValue("{\"draw\": \"glorot-uniform\"}", Initialiser.class))
        .isEqualTo(new Initialiser.GlorotUniform(1));
    var twice = new Initialiser.HeNormal(2);
    assertThat(JSON.readValue(JSON.writeValueAsString(twice), Initialiser.class)).isEqualTo(twice);
  }

  @Test
  void splitsOfAllClassesAlikeDoNotSpeakOfClasses() throws JsonProcessingException {
    var plain = new SplitSpec(0.1, 0, 1);
    var stratified = new SplitSpec(0.1, 0, 1, false, "label");
    assertThat(JSON.writeValueAsString(plain)).doesNotContain("stratified");
    for (var split : List.of(plain, stratified)) {
      assertThat(JSON.readValue(JSON.writeValueAsString(split), SplitSpec.class)).isEqualTo(split);
    }
  }

  @Test
  void headsOfOneTargetDoNotSpeakOfOthers() throws JsonProcessingException {
    var one = HeadSpec.regression("a", List.of("b"), 1, 0.5);
    var two = HeadSpec.regression("a", List.of("b", "c"), 1, 0.5);
    assertThat(one).isEqualTo(new HeadSpec("a", HeadKind.REGRESSION, "b", 1, 1, 0.5));
    assertThat(JSON.writeValueAsString(one)).doesNotContain("others").doesNotContain("targets");
    for (var head : List.of(one, two, HeadSpec.multiLabel("a", List.of("b", "c"), 1, 0))) {
      assertThat(JSON.readValue(JSON.writeValueAsString(head), HeadSpec.class)).isEqualTo(head);
    }
  }

  @Test
  void layersThatStartAsAllDoNotSpeakOfIt() throws JsonProcessingException {
    var start = new LayerInitialisation(new Initialiser.Orthogonal(1), null);
    var layers =
        List.of(
            new LayerSpec.Dense(2, Activation.RELU),
            new LayerSpec.Conv2d(2, 1, 1, Activation.RELU),
            new Conv1d(2, 1, Activation.RELU, 1, Padding.VALID, 1, 1, false),
            new Gru(2, false),
            new Embedding(2, 2));
    for (var layer : layers) {
      assertThat(JSON.writeValueAsString(layer)).doesNotContain("initialisation");
      var own = layer.initialised(start);
      assertThat(own).isNotEqualTo(layer);
      assertThat(JSON.readValue(JSON.writeValueAsString(own), LayerSpec.class)).isEqualTo(own);
      assertThat(layer.initialised(new LayerInitialisation(null, null))).isEqualTo(layer);
    }
  }

  @Test
  void headsThatSmoothNothingDoNotSpeakOfIt() throws JsonProcessingException {
    var sharp = new HeadSpec("a", HeadKind.BINARY, "b", 1, 1, 0);
    var smooth = new HeadSpec("a", HeadKind.BINARY, "b", 1, 1, 0, 0.1);
    assertThat(JSON.writeValueAsString(sharp)).doesNotContain("smoothing");
    assertThat(JSON.readValue(JSON.writeValueAsString(sharp), HeadSpec.class)).isEqualTo(sharp);
    assertThat(JSON.readValue(JSON.writeValueAsString(smooth), HeadSpec.class)).isEqualTo(smooth);
  }
}
