package org.descent.standalone.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line as a whole. */
@Command(
    name = "descent",
    description = "Studies how neural networks converge.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Version.class,
    subcommands = {
      RunCommand.class,
      ServeCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      ExportCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      ResultsCommand.class,
      ExtendCommand.class,
      ForkCommand.class,
      RerunCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      CancelCommand.class,
      VersionCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 every trial ended and none failed; 1 some did not; 2 a mistake in what was"
          + " asked for."
    })
public final class DescentCommand implements Callable<Integer> {
  /** Stands for bytes that are no character. */
  private static final char UNREADABLE = '\uFFFD';

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  DescentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The parser of the command line, ready to execute. */
  public static CommandLine commandLine(Terminal terminal) {
    var line = new CommandLine(new DescentCommand(terminal));
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setUsageHelpWidth(96);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(DescentCommand::misunderstood);
    var troubles = new Troubles(terminal);
    line.setExecutionExceptionHandler(troubles);
    line.setExecutionStrategy(troubles::execute);
    // Files may be called anything, @ included.
    line.setExpandAtFiles(false);
    line.setAllowOptionsAsOptionParameters(true);
    var options = options(line);
    line.registerConverter(Path.class, name -> path(name, options));
    return line;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.MISTAKE;
  }

  private static Set<String> options(CommandLine line) {
    var options = new HashSet<>(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(command -> options.addAll(options(command)));
    return options;
  }

  /** An empty name is a variable that is not set, and would mean the working directory. */
  private static Path path(String name, Set<String> options) {
    if (options.contains(name)) {
      throw new TypeConversionException(
          name + " is an option, expected the name of a file or directory");
    }
    if (name.isEmpty()) {
      throw new TypeConversionException("an empty name, expected that of a file or directory");
    }
    if (name.indexOf(UNREADABLE) >= 0) {
      throw new TypeConversionException("'" + name + "' is not UTF-8, which names have to be");
    }
    return Path.of(name);
  }

  /** One line for the mistake, one for what was perhaps meant, one for where help is. */
  private static int misunderstood(ParameterException e, String[] arguments) {
    var line = e.getCommandLine();
    line.getErr().println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.MISTAKE;
  }
}
