package org.descent.standalone.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.descent.experiment.spec.Suggestion;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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
      InitCommand.class,
      SchemaCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      ExportCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      ListCommand.class,
      OpenCommand.class,
      ResultsCommand.class,
      CompareCommand.class,
      ExtendCommand.class,
      ForkCommand.class,
      RerunCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      NoteCommand.class,
      CancelCommand.class,
      DeleteCommand.class,
      TokenCommand.class,
      LogsCommand.class,
      BenchCommand.class,
      VersionCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Examples:",
      "  descent run experiments/study.yaml",
      "  descent serve",
      "  descent init my-sweep",
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
    line.setColorScheme(Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF));
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
    var command = unknownCommand(e);
    if (command.isPresent()) {
      var known = line.getSubcommands().keySet();
      line.getErr().println("no command " + command.get() + Suggestion.among(command.get(), known));
    } else {
      line.getErr().println(e.getMessage());
      UnmatchedArgumentException.printSuggestions(e, line.getErr());
    }
    line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.MISTAKE;
  }

  /** The word that stands where a command should. */
  private static Optional<String> unknownCommand(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !e.getCommandLine().getSubcommands().isEmpty()
        ? unmatched.getUnmatched().stream().findFirst().filter(word -> !word.startsWith("-"))
        : Optional.empty();
  }
}
