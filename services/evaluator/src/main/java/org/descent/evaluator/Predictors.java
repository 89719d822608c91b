package org.descent.evaluator;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.experiment.judge.HeadOutputs;
import org.descent.learning.Predictor;

/** The networks met last, rebuilt from their specification. Several threads may predict at once. */
@ApplicationScoped
class Predictors {
  private record Key(NetworkSpec network, List<Integer> inputShape) {}

  private final int capacity;
  private final Map<Key, Predictor> networks = new LinkedHashMap<>();

  /** Held for reading while a network predicts, so that none is closed then. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  Predictors(EvaluatorConfig config) {
    capacity = config.evaluator().networks();
  }

  /**
   * What {@code network} says about {@code examples}.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   * @throws org.descent.contracts.InvalidSpec if network, weights and examples do not fit
   */
  List<HeadOutputs> predict(NetworkSpec network, float[] weights, Examples examples) {
    var key = new Key(network, examples.shape());
    while (true) {
      lock.readLock().lock();
      try {
        var ready = networks.get(key);
        if (ready != null) {
          return ready.predict(weights, examples).stream()
              .map(output -> new HeadOutputs(output.head(), output.logits()))
              .toList();
        }
      } finally {
        lock.readLock().unlock();
      }
      make(key);
    }
  }

  private void make(Key key) {
    lock.writeLock().lock();
    try {
      if (networks.containsKey(key)) {
        return;
      }
      networks.put(key, Predictor.of(key.network(), key.inputShape()));
      var oldest = networks.values().iterator();
      while (networks.size() > capacity) {
        oldest.next().close();
        oldest.remove();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @PreDestroy
  void close() {
    lock.writeLock().lock();
    try {
      networks.values().forEach(Predictor::close);
      networks.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
