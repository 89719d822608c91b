package org.descent.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Tells what this is and what it stands on. */
@Command(
    name = "version",
    footerHeading = "%nExamples:%n",
    footer = {"  descent version"},
    description = "Tells the versions of Descent and of what it stands on.")
final class VersionCommand implements Runnable {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Override
  public void run() {
    new Version().lines().forEach(descent.terminal().out()::println);
  }

  /** The same for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return lines().toArray(String[]::new);
    }

    java.util.List<String> lines() {
      return java.util.List.of(
          "Descent " + Build.version() + ", commit " + Build.commit(),
          Build.foundations(),
          "Java "
              + System.getProperty("java.version")
              + " ("
              + System.getProperty("java.vendor")
              + "), "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch"));
    }
  }
}
