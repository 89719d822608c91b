package org.descent.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How XLA compiles, and with which kernels TensorFlow's own operations compute: what environment
 * variables say, {@code XLA_FLAGS} above all, which are read when they are first needed. They
 * change speed and the last bits of results, never what is computed.
 */
public final class XlaFlags {
  /**
   * How matrix products and loops are compiled, for processors without and with AVX-512. Products
   * in blocks of rows : terms : halves of a wide vector: larger ones suit the 32 vector registers
   * of AVX-512, and would not fit the 16 of others. Loops with vectors of 16 elements where there
   * is AVX-512, since LLVM would make do with 8. A dense network with binary and regression heads
   * computes the same bits either way.
   */
  public static final List<String> CODE =
      List.of("4:8:2*vectwidth", "8:4:2*vectwidth,-force-vector-width=16");

  /** By default NVIDIA's libraries may round factors to 10 bits: TF32. At 0 they never do. */
  private static final String TF32 = "NVIDIA_TF32_OVERRIDE";

  /**
   * At 1 TensorFlow's own operations are oneDNN's kernels. By default they are so on processors
   * with instructions for neural networks only, though convolutions are twice as fast on others,
   * too.
   */
  private static final String ONEDNN = "TF_ENABLE_ONEDNN_OPTS";

  public static final String NO_COMMAND_BUFFERS = "--xla_gpu_enable_command_buffer=";

  private static final Set<String> SET = parse(System.getenv("XLA_FLAGS"));

  private XlaFlags() {}

  /**
   * What launcher, images and tests set. XLA's default runtime hands operations to a pool that the
   * whole process shares, and a program moves from core to core; the other runs a program in the
   * thread that calls it.
   *
   * <p>Matrix products are compiled with the code around them. By default they are calls of a
   * library whose kernels sum in another order where rows are left over from its blocks: a trial's
   * last bits would depend on its place in the stack.
   *
   * <p>On a GPU, an iteration is not recorded as a CUDA graph: conditions in those took the branch
   * that they must not take (XLA of TensorFlow 2.18 on an H200), and sums came out wrong. Kernels
   * are neither chosen by timing them, which would differ from process to process, nor compiled
   * from Triton's templates, which multiply in TF32.
   *
   * @param code one of {@link #CODE}
   */
  public static Set<String> usual(String code) {
    return Set.of(
        "--xla_cpu_use_thunk_runtime=false",
        "--xla_cpu_multi_thread_eigen=false",
        "--xla_backend_extra_options=xla_force_enable_experimental_llvm_ir_gemm,"
            + "xla_llvm_ir_gemm_tile_size="
            + code,
        NO_COMMAND_BUFFERS,
        "--xla_gpu_deterministic_ops=true",
        "--xla_gpu_autotune_level=0",
        "--xla_gpu_enable_triton_gemm=false");
  }

  /** Whether programs run in the thread that calls them. */
  public static boolean inCaller() {
    return SET.contains("--xla_cpu_use_thunk_runtime=false");
  }

  /** Whether a GPU may be used: with other flags it computes wrong numbers. */
  public static boolean fitForGpu() {
    return SET.contains(NO_COMMAND_BUFFERS);
  }

  /** What is unusual about this process's flags on {@code device}, for provenance; or empty. */
  public static String unusual(Device device) {
    var flags = unusual(SET);
    boolean rounds = device.isGpu() && !"0".equals(System.getenv(TF32));
    var missing = rounds ? TF32 + "=0" : "1".equals(System.getenv(ONEDNN)) ? "" : ONEDNN + "=1";
    return missing.isEmpty() ? flags : (flags + " without " + missing).strip();
  }

  public static String unusual(Set<String> set) {
    if (CODE.stream().anyMatch(code -> set.equals(usual(code)))) {
      return "";
    }
    return set.isEmpty()
        ? "without XLA_FLAGS"
        : "XLA_FLAGS " + set.stream().sorted().collect(Collectors.joining(" "));
  }

  public static Set<String> parse(String flags) {
    return flags == null
        ? Set.of()
        : Arrays.stream(flags.split("\\s+"))
            .filter(flag -> !flag.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
