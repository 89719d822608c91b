package org.descent.journey;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;

/**
 * What nobody can bring about from outside: a certain thread of another JVM runs out of memory, as
 * if it had asked for some. Done by the interface that debuggers have.
 */
final class Accident {
  private Accident() {}

  /** The option that a JVM has to be started with. */
  static String option(int port) {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
        + port;
  }

  /**
   * In the JVM that has been started with {@link #option} and {@code port} the first thread whose
   * name begins with {@code thread} runs out of memory, once there is one, unless {@code process}
   * has ended before.
   */
  static void outOfMemory(Process process, int port, String thread) {
    Eventually.holds(
        () -> "a thread named " + thread + " ... at " + port,
        () -> struck(port, thread) || !process.isAlive());
  }

  /** Attached for a moment only: new threads wait for debuggers that do not hear of them. */
  private static boolean struck(int port, String name) {
    VirtualMachine jvm;
    try {
      jvm = attach(port);
    } catch (IOException e) {
      return false; // not yet
    }
    try {
      var thread = jvm.allThreads().stream().filter(t -> t.name().startsWith(name)).findFirst();
      if (thread.isPresent()) {
        thread.get().stop(error(jvm));
      }
      jvm.dispose();
      return thread.isPresent();
    } catch (InvalidTypeException e) {
      throw new IllegalStateException(e);
    } catch (VMDisconnectedException e) {
      return false; // it has ended
    }
  }

  private static VirtualMachine attach(int port) throws IOException {
    var connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    var arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(Integer.toString(port));
    try {
      return connector.attach(arguments);
    } catch (IllegalConnectorArgumentsException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JVM keeps some at hand for the time when there is no memory to make one. */
  private static ObjectReference error(VirtualMachine jvm) {
    var type = (ClassType) jvm.classesByName("java.lang.OutOfMemoryError").get(0);
    var message = type.fieldByName("detailMessage");
    return type.instances(0).stream()
        .filter(error -> String.valueOf(error.getValue(message)).contains("Java heap space"))
        .findFirst()
        .orElseThrow();
  }
}
