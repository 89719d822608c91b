package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.process.Interruption;
import org.descent.standalone.results.ResultsDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows what the services of a run have written. */
@Command(
    name = "logs",
    description = {
      "Shows what the services of 'serve' or of a run have written, in the end of the file"
          + " descent.log of its directory."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent logs",
      "  descent logs descent-results/study --lines 100",
      "  descent logs -f"
    },
    sortOptions = false)
final class LogsCommand implements Callable<Integer> {
  private static final int AT_A_TIME = 1 << 16;

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "--log of 'serve' or --out of 'run'; default that of 'serve' here.")
  private Path directory;

  @Option(names = "--lines", paramLabel = "N", description = "How many lines (50).")
  private int lines = 50;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lines < 0) {
      throw new UserMistake("--lines " + lines + ", expected 0 or more");
    }
    var file = file();
    if (!Files.isRegularFile(file)) {
      throw new UserMistake("there is no " + file + "; expected the directory of a run");
    }
    var out = descent.terminal().out();
    long from = start(file);
    do {
      from = print(file, from);
      out.flush();
      if (follow) {
        TimeUnit.MILLISECONDS.sleep(300);
      }
    } while (follow && !Interruption.isUnderWay() && !out.checkError());
    return ExitCode.OK;
  }

  private Path file() {
    return directory == null
        ? new LogDirectory(ServeCommand.usual(Path.of("descent-results"))).processLog()
        : ResultsDirectory.processLog(directory);
  }

  /** Where the last lines of {@code file} begin. */
  private long start(Path file) throws IOException {
    try (var in = FileChannel.open(file)) {
      long at = in.size();
      int missing = lines + 1; // the file ends with a line's end
      var block = ByteBuffer.allocate(AT_A_TIME);
      while (at > 0) {
        long before = Math.max(0, at - AT_A_TIME);
        block.clear().limit((int) (at - before));
        while (block.hasRemaining() && in.read(block, before + block.position()) >= 0) {}
        for (int i = block.position() - 1; i >= 0; i--) {
          if (block.get(i) == '\n' && --missing == 0) {
            return before + i + 1;
          }
        }
        at = before;
      }
      return 0;
    }
  }

  /** Prints what stands in {@code file} from there on; begins anew where it has been cut. */
  private long print(Path file, long from) throws IOException {
    try (var in = Files.newInputStream(file)) {
      long size = Files.size(file);
      long at = size < from ? 0 : from;
      in.skipNBytes(at);
      var bytes = in.readNBytes((int) Math.min(size - at, Integer.MAX_VALUE - 8));
      descent.terminal().out().print(new String(bytes, StandardCharsets.UTF_8));
      return at + bytes.length;
    }
  }
}
