package org.descent.standalone.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.descent.standalone.pipeline.AccessToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes tokens for a control that others than its own machine reach. */
@Command(
    name = "token",
    footerHeading = "%nExamples:%n",
    footer = {"  descent token tokens", "  descent token --role read tokens"},
    description = {
      "Makes a token, by which a control that others reach lets people and programs in. Without a"
          + " file it prints ROLE:TOKEN, for control's DESCENT_TOKENS; with one it adds that as a"
          + " line, for DESCENT_TOKENS_FILE, and prints the token alone, for DESCENT_TOKEN."
    },
    sortOptions = false)
final class TokenCommand implements Callable<Integer> {
  /** What a token is good for. */
  enum Role {
    READ,
    WRITE,
    METRICS
  }

  private static final String OWNER_ONLY = "rw-------";

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "What it is good for: write (default; everything), read (looking), or metrics (what"
              + " Prometheus asks for).")
  private Role role = Role.WRITE;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A file of tokens; where there is none it is made, for its owner alone.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    var token = AccessToken.fresh();
    var entry = role.name().toLowerCase(Locale.ROOT) + ":" + token;
    if (file == null) {
      descent.terminal().out().println(entry);
    } else {
      add(entry);
      descent.terminal().out().println(token);
    }
    return ExitCode.OK;
  }

  private void add(String entry) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UserMistake(file + " is no file, expected one of tokens or a new one");
    }
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
    var line = (endsWithALine() ? "" : "\n") + entry + "\n";
    Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }

  private boolean endsWithALine() throws IOException {
    try (var there = new RandomAccessFile(file.toFile(), "r")) {
      if (there.length() == 0) {
        return true;
      }
      there.seek(there.length() - 1);
      return there.read() == '\n';
    }
  }
}
