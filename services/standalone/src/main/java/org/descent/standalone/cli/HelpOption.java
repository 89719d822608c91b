package org.descent.standalone.cli;

import picocli.CommandLine.Option;

/** The way to a command's help. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;
}
