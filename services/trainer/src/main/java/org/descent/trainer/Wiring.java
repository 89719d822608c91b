package org.descent.trainer;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Provenance;
import org.descent.learning.Device;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.InitialWeights;
import org.descent.learning.XlaFlags;
import org.descent.messaging.Service;
import org.descent.transport.CheckpointReader;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.SharedDatasets;
import org.descent.transport.TrainerClient;
import org.jboss.logging.Logger;

/** Makes what the libraries provide into beans, and closes it. */
@ApplicationScoped
class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);

  /** Planned for as that many: cohorts then fill a GPU's stacks. */
  private static final int THREADS_OF_A_GPU = 16;

  /** Hears of cohorts, and writes what becomes of them. */
  @Produces
  @Singleton
  Service service() {
    return new Service(
        "trainer",
        List.of(
            Topics.EXPERIMENTS,
            Topics.DATASET_ROWS,
            Topics.COHORTS,
            Topics.PROGRESS,
            Topics.CHECKPOINTS,
            Topics.MODELS,
            Topics.TRAININGS,
            Topics.DEAD_LETTERS));
  }

  @Produces
  @Singleton
  Engine engine(TrainerConfig config) {
    return Engines.create(settings(config));
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  Provenance provenance(Engine engine) {
    var device = Device.detect();
    var flags = XlaFlags.unusual(device);
    if (!flags.isEmpty()) {
      LOG.warnf("trains %s: slower than it could, and last bits will differ", flags);
    }
    return new Provenance(
        build(),
        device.tensorflowVersion(),
        device.name(),
        flags.isEmpty() ? engine.name() : engine.name() + ", " + flags,
        InitialWeights.GENERATOR);
  }

  @Produces
  @Singleton
  @Trained
  DatasetCache datasets(
      TrainerConfig config,
      SharedDatasets shared,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new DatasetCache(
        shared, () -> DatasetRowsReader.open(kafka), config.trainer().datasets(), Long.MAX_VALUE);
  }

  void close(@Disposes @Trained DatasetCache datasets) {
    datasets.close();
  }

  /** Lets whoever plans see what this trainer can do. */
  @Produces
  @ApplicationScoped
  @Identifier("descent-trainer")
  Map<String, Object> client(TrainerConfig config) {
    int threads = settings(config).parallelism();
    int worth = Device.detect().isGpu() ? Math.max(threads, THREADS_OF_A_GPU) : threads;
    return Map.of(ConsumerConfig.CLIENT_ID_CONFIG, TrainerClient.id(worth));
  }

  @Produces
  @Singleton
  CheckpointReader checkpoints(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return CheckpointReader.open(kafka);
  }

  void close(@Disposes CheckpointReader checkpoints) {
    checkpoints.close();
  }

  private static EngineSettings settings(TrainerConfig config) {
    var trainer = config.trainer();
    return new EngineSettings(trainer.threads(), trainer.segment(), trainer.engine());
  }

  /** The version that the build wrote into the jar. */
  private static String build() {
    try (var in = Wiring.class.getResourceAsStream("/descent-trainer.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
