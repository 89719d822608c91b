package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.descent.experiment.spec.ExperimentSchema;
import org.descent.standalone.table.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes an experiment file to begin with. */
@Command(
    name = "init",
    description = {
      "Writes NAME.yaml, an experiment to begin with: a copy of one of those that ship; and beside"
          + " it, if it is not there, experiment.schema.json, by which editors complete and check"
          + " it. Without a name, tells which there are."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  descent init", "  descent init my-sweep", "  descent init digits --from mnist1d"},
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
  private static final String USUAL = "sweep";

  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description =
          "What the experiment is to be called: up to 60 of a-z, 0-9 and -; folders before it say"
              + " where the file goes.")
  private Path path;

  @Option(
      names = "--from",
      paramLabel = "TEMPLATE",
      description = "What to begin from; default " + USUAL + ".")
  private String from = USUAL;

  @Override
  public Integer call() throws IOException {
    var templates = Templates.ofInstallation();
    if (path == null) {
      lines(templates.all()).forEach(descent.terminal().out()::println);
      return ExitCode.OK;
    }
    var name = ExperimentFiles.name(path);
    if (!NAME.matcher(name).matches()) {
      throw new UserMistake("name " + name + ", expected up to 60 of a-z, 0-9 and -");
    }
    var template = templates.named(from);
    var file = path.resolveSibling(name + ".yaml");
    write(file, templates.begun(template, name));
    var schema = file.resolveSibling(ExperimentSchema.FILE);
    if (!Files.exists(schema)) {
      Files.writeString(schema, SchemaCommand.text());
    }
    descent.terminal().out().println(file);
    descent
        .terminal()
        .err()
        .println(
            "Begun from "
                + template.name()
                + ". 'descent plan "
                + file
                + "' tells what it trains.");
    return ExitCode.OK;
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new UserMistake(file + " is there already; expected the name of a new experiment");
    }
  }

  private static List<String> lines(List<Templates.Template> templates) {
    var grid = new Grid(List.of(Grid.Column.left("template"), Grid.Column.left("about")));
    templates.forEach(template -> grid.row(List.of(template.name(), template.title())));
    return grid.lines();
  }
}
