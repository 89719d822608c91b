package org.descent.experiment.spec;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;

/** Reads {@code network}. */
final class NetworkReader {
  private static final Map<String, Activation> ACTIVATIONS = Words.of(Activation.class);

  /** A head's name is part of metric and parameter names; {@code layerN} is taken there. */
  private static final Pattern HEAD_NAME =
      Pattern.compile("(?!layer[0-9]+$)[A-Za-z][A-Za-z0-9_-]{0,39}");

  private static final int MAX_CLASSES = 65_536;

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
    var head = value.choice(List.of("binary", "multi-class", "regression"));
    var body = head.body();
    return switch (head.name()) {
      case "binary" -> {
        var fields = body.fields("name", "target", "weight", "tolerance", "smoothing");
        yield head(fields, HeadKind.BINARY, "label", 1, fields.number("tolerance", 0));
      }
      case "multi-class" -> {
        var fields = body.fields("name", "target", "weight", "classes", "smoothing");
        int classes = fields.need("classes", 2, v -> (int) v.whole(2, MAX_CLASSES));
        yield head(fields, HeadKind.MULTI_CLASS, "label", classes, 0);
      }
      default -> {
        var fields = body.fields("name", "target", "weight", "tolerance");
        yield head(fields, HeadKind.REGRESSION, "width", 1, fields.number("tolerance"));
      }
    };
  }

  private static HeadSpec head(
      Fields fields, HeadKind kind, String usualTarget, int outputs, double tolerance) {
    var target = fields.text("target", usualTarget);
    var name = fields.read("name", target, Value::text);
    double weight = fields.number("weight", 1);
    boolean labels = kind != HeadKind.REGRESSION;
    double smoothing = labels ? fields.number("smoothing", 0) : 0;
    return fields.make(
        () -> {
          InvalidSpec.unless(
              HEAD_NAME.matcher(name).matches(),
              "name %s, expected a letter, then letters, digits, - or _, at most 40, and not"
                  + " layerN",
              name);
          return new HeadSpec(name, kind, target, outputs, weight, tolerance, smoothing);
        });
  }
}
