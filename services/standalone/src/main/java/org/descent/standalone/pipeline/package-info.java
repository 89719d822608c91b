/** The running pipeline: broker, services and the client that talks to control. */
package org.descent.standalone.pipeline;
