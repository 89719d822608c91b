package org.descent.learning.stacked;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;

/** Trains one certain cohort and says, for each trial, a digest of every bit that came of it. */
final class TrainingDigest {
  private TrainingDigest() {}

  /** Prints the digests; arguments: the number of threads. */
  public static void main(String[] arguments) {
    of(Integer.parseInt(arguments[0])).forEach(System.out::println);
  }

  static List<String> of(int threads) {
    var cohort = cohort();
    try (var engine = Company.engine(threads, 50)) {
      var heard = Company.train(engine, cohort);
      return cohort.trials().stream().map(t -> t.id() + " " + digest(t.id(), heard)).toList();
    }
  }

  /** The mixed cohort, and trials under every optimiser with mini-batches. */
  private static Cohort cohort() {
    var mixed = Company.mixed();
    var trials = new ArrayList<>(mixed.trials());
    for (var optimiser :
        List.of(
            new OptimiserSpec.Momentum(0.02, 0.9),
            new OptimiserSpec.Adam(0.003, 0.9, 0.999, 1e-7))) {
      for (int seed = 1; seed <= 3; seed++) {
        trials.add(new Cohort.Trial("t" + trials.size(), seed, batches(optimiser)));
      }
    }
    return new Cohort(trials, mixed.train());
  }

  private static TrainingSpec batches(OptimiserSpec optimiser) {
    var network = Fixtures.dense(5, Activation.SIGMOID, Fixtures.LABEL, Fixtures.KIND);
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 130);
    var batch = new BatchSpec(6, BatchSpec.Measure.DATA);
    return Fixtures.with(Fixtures.with(training, batch), optimiser);
  }

  private static String digest(String trial, Recording heard) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var metric : heard.slices(trial).get(0).metrics()) {
        add(digest, heard.curve(trial, metric));
      }
      var trained = heard.trained(trial);
      trained.snapshots().forEach(snapshot -> add(digest, snapshot.weights()));
      var bits = HexFormat.of().formatHex(digest.digest());
      return trained.end() + " " + trained.iterations() + " " + trained.claimed() + " " + bits;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, float[] values) {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }
}
