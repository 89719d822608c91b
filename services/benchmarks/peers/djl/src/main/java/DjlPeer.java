import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * DJL on its PyTorch engine as its documentation has it: a block, a trainer, a gradient collector, one trial. Same command line and output as
 * the peers in Python, see common.py.
 */
public final class DjlPeer {
  private static final int[] CHECKED_STEPS = {1, 10, 100, 1000};

  private final Path folder;
  private final boolean dense;
  private final int steps;
  private final float[] losses;
  private float accuracy;

  private DjlPeer(Path folder, String kind, int steps) {
    this.folder = folder.resolve(kind);
    this.dense = kind.equals("dense");
    this.steps = steps;
    this.losses = new float[steps];
  }

  public static void main(String[] arguments) throws IOException {
    int repeats = Integer.parseInt(arguments[1]);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.num_threads", arguments[2].split(":")[3]);
    for (var argument : Arrays.asList(arguments).subList(2, arguments.length)) {
      var work = argument.split(":");
      var peer = new DjlPeer(Path.of(arguments[0]), work[0], Integer.parseInt(work[2]));
      double cold = peer.train();
      var seconds = new ArrayList<Double>();
      for (int i = 0; i < repeats; i++) {
        seconds.add(peer.train());
      }
      System.out.printf(
          Locale.ROOT,
          "{\"peer\": \"DJL %s on PyTorch %s\", \"work\": \"%s\", \"trials\": 1, \"threads\": %s, \"steps\": %s, \"cold\": %s, \"seconds\": %s, \"loss\": {%s}}%n",
          Engine.getDjlVersion(),
          Engine.getInstance().getVersion(),
          work[0],
          work[3],
          work[2],
          cold,
          seconds,
          peer.checked());
    }
  }

  private String checked() {
    var checked = new ArrayList<String>();
    for (int step : CHECKED_STEPS) {
      if (step <= steps) {
        checked.add("\"" + step + "\": " + losses[step - 1]);
      }
    }
    return String.join(", ", checked);
  }

  /** Trains from the start; the seconds that took. */
  private double train() throws IOException {
    try (var model = Model.newInstance("peer", Device.cpu())) {
      model.setBlock(dense ? denseBlock() : convBlock());
      var config =
          new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(
                  Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build());
      try (var trainer = model.newTrainer(config)) {
        var manager = trainer.getManager();
        var x = dense ? array(manager, "x", 64, 16) : array(manager, "x", 64, 1, 16, 16);
        var y = array(manager, "y", 64, 1);
        var right = y.gte(0.5f);
        trainer.initialize(x.getShape());
        start(trainer, manager);
        long begin = System.nanoTime();
        for (int step = 0; step < steps; step++) {
          step(trainer, x, y, right, step);
        }
        return (System.nanoTime() - begin) * 1e-9;
      }
    }
  }

  private void step(Trainer trainer, NDArray x, NDArray y, NDArray right, int step) {
    try (var collector = trainer.newGradientCollector();
        var scope = trainer.getManager().newSubManager()) {
      x.attach(scope);
      var logits = trainer.forward(new NDList(x)).singletonOrThrow();
      var loss = trainer.getLoss().evaluate(new NDList(y), new NDList(logits));
      collector.backward(loss);
      losses[step] = loss.getFloat();
      accuracy = logits.gte(0).eq(right).toType(DataType.FLOAT32, false).mean().getFloat();
      x.attach(trainer.getManager());
      logits.close();
      loss.close();
    }
    trainer.step();
  }

  private static Block denseBlock() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(4).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(1).build());
  }

  private static Block convBlock() {
    return new SequentialBlock()
        .add(Conv2d.builder().setFilters(16).setKernelShape(new Shape(7, 7)).build())
        .add(Activation.reluBlock())
        .add(Conv2d.builder().setFilters(8).setKernelShape(new Shape(7, 7)).build())
        .add(Activation.reluBlock())
        // rows in height, width, channel order
        .add(
            new LambdaBlock(
                list -> new NDList(list.singletonOrThrow().transpose(0, 2, 3, 1).reshape(64, 128))))
        .add(Linear.builder().setUnits(1).build());
  }

  private void start(Trainer trainer, NDManager manager) throws IOException {
    List<NDArray> values =
        dense
            ? List.of(
                first(manager, "w1", 16, 4).transpose(),
                first(manager, "b1", 4),
                first(manager, "w2", 4, 1).transpose(),
                first(manager, "b2", 1))
            : List.of(
                array(manager, "k1", 7, 7, 1, 16).transpose(3, 2, 0, 1),
                array(manager, "c1", 16),
                array(manager, "k2", 7, 7, 16, 8).transpose(3, 2, 0, 1),
                array(manager, "c2", 8),
                array(manager, "w", 128, 1).transpose(),
                array(manager, "b", 1));
    int i = 0;
    for (var parameter : trainer.getModel().getBlock().getParameters()) {
      values.get(i++).copyTo(parameter.getValue().getArray());
    }
  }

  private NDArray first(NDManager manager, String name, long... shape) throws IOException {
    var floats = floats(name);
    return manager.create(
        Arrays.copyOf(floats, (int) new Shape(shape).size()), new Shape(shape));
  }

  private NDArray array(NDManager manager, String name, long... shape) throws IOException {
    return manager.create(floats(name), new Shape(shape));
  }

  /** Little-endian float32 behind NumPy's header. */
  private float[] floats(String name) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".npy")));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    var text = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
    if (!text.contains("<f4") || text.contains("'fortran_order': True")) {
      throw new IOException(name + " is not row-major float32: " + text);
    }
    bytes.position(10 + header);
    var floats = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }
}
