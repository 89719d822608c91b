package org.descent.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.descent.experiment.spec.ExperimentSchema;
import org.descent.transport.Events;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Prints what experiment files may say, for editors. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of experiment files, by which editors complete and check them. In VS"
          + " Code with the YAML extension, a file that begins with the line '# yaml-language-server:"
          + " $schema=experiment.schema.json' is read by what stands beside it; 'init' writes both."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  descent schema > experiment.schema.json"},
    sortOptions = false)
final class SchemaCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    descent.terminal().out().println(text());
    return ExitCode.OK;
  }

  /** The schema as a file has it. */
  static String text() throws JsonProcessingException {
    return Events.json()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(ExperimentSchema.schema());
  }
}
