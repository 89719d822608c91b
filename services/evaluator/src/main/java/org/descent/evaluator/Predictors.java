package org.descent.evaluator;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.experiment.judge.HeadOutputs;
import org.descent.learning.Predictor;

/** The networks used last, rebuilt from their specification. Safe for several threads. */
@ApplicationScoped
class Predictors {
  private record Key(NetworkSpec network, List<Integer> inputShape) {}

  private final int capacity;
  private final Map<Key, Predictor> networks = new LinkedHashMap<>(16, 0.75f, true);

  Predictors(EvaluatorConfig config) {
    capacity = config.evaluator().networks();
  }

  /**
   * What {@code network} says about {@code examples}.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   * @throws org.descent.contracts.InvalidSpec if network, weights and examples do not fit
   */
  synchronized List<HeadOutputs> predict(NetworkSpec network, float[] weights, Examples examples) {
    return ready(new Key(network, examples.shape())).predict(weights, examples).stream()
        .map(output -> new HeadOutputs(output.head(), output.logits()))
        .toList();
  }

  @PreDestroy
  synchronized void close() {
    networks.values().forEach(Predictor::close);
    networks.clear();
  }

  private Predictor ready(Key key) {
    var known = networks.get(key);
    if (known != null) {
      return known;
    }
    var made = Predictor.of(key.network(), key.inputShape());
    networks.put(key, made);
    for (var old : new ArrayDeque<>(networks.keySet())) {
      if (networks.size() <= capacity) {
        break;
      }
      networks.remove(old).close();
    }
    return made;
  }
}
