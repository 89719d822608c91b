package org.descent.experiment.spec;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadForm;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;

/** Reads {@code network}. */
final class NetworkReader {
  private static final Map<String, Activation> ACTIVATIONS = Words.of(Activation.class);

  private NetworkReader() {}

  static NetworkSpec network(Value value) {
    var fields = value.fields("activation", "layers", "heads");
    var usual = fields.read("activation", Activation.RELU, v -> v.word(ACTIVATIONS));
    var layers = layers(fields, usual);
    var heads = fields.need("heads", List.<HeadSpec>of(), v -> v.each(NetworkReader::head));
    return fields.make(() -> new NetworkSpec(layers, heads));
  }

  /** Whether some layer of a network that has been read has the default activation. */
  static boolean takesDefaultActivation(Value network) {
    return !layers(network, Activation.SIGMOID).equals(layers(network, Activation.NONE));
  }

  private static List<LayerSpec> layers(Value network, Activation usual) {
    return layers(network.fields("activation", "layers", "heads"), usual);
  }

  private static List<LayerSpec> layers(Fields network, Activation usual) {
    var records = new RecordReader().inheriting(usual);
    return network.read(
        "layers", List.of(), v -> v.each(layer -> records.read(layer, LayerSpec.class)));
  }

  private static HeadSpec head(Value value) {
    return new RecordReader().read(value, HeadForm.class, HeadSpec.class);
  }
}
