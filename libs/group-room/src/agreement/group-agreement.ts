/** What everybody agrees to before the first group, at a sixth-grade reading level. One paragraph a line; the first is the heading. */
export const groupAgreement = {
  en: [
    'Our group agreement',
    'What is said here stays here. Do not tell anyone outside the group who was here or what they said. Staff keep this rule too. They may speak up only to keep someone safe, or when the law says they must.',
    'No recording. Do not record sound or video. Do not take pictures of the screen. We do not record the group either.',
    'Find a private place. Please be alone in a room where no one can hear or see the group. Headphones help.',
    'Do not join while driving. If you are in a car, park first. If you are driving, staff will ask you to come back later.',
    'Your camera. We like to see you, and you choose what we see. If you need to turn the camera off for a while, that is fine. Staff may ask how you are.',
    'Be kind. Let others finish. You never have to share more than you want to.',
    'If you are in danger, or think of hurting yourself or someone else, tell staff right away with the Help button. You can also call or text 988 at any time. In an emergency call 911. If staff worry that you are not safe, they may call the number you gave us or send help to the place you told us.',
    'You may stop at any time. If you have questions, call the clinic.',
  ].join('\n'),
  es: [
    'Nuestro acuerdo de grupo',
    'Lo que se dice aquí se queda aquí. No le cuente a nadie fuera del grupo quién estuvo ni qué dijo. El personal también cumple esta regla. Solo puede hablar para proteger a alguien o cuando la ley lo obliga.',
    'No se graba. No grabe sonido ni video. No tome fotos de la pantalla. Nosotros tampoco grabamos el grupo.',
    'Busque un lugar privado. Por favor, esté a solas en un cuarto donde nadie pueda oír ni ver al grupo. Los audífonos ayudan.',
    'No se conecte mientras maneja. Si está en un carro, estaciónese primero. Si está manejando, el personal le pedirá que vuelva más tarde.',
    'Su cámara. Nos gusta verle, y usted elige qué vemos. Si necesita apagar la cámara un rato, está bien. El personal puede preguntarle cómo está.',
    'Trate bien a los demás. Deje que terminen de hablar. Nunca tiene que contar más de lo que quiera.',
    'Si está en peligro, o piensa en hacerse daño o hacer daño a otra persona, avise al personal enseguida con el botón Ayuda. También puede llamar o enviar un mensaje de texto al 988 a cualquier hora. En una emergencia llame al 911. Si al personal le preocupa su seguridad, puede llamar al número que nos dio o enviar ayuda al lugar que nos dijo.',
    'Puede dejarlo en cualquier momento. Si tiene preguntas, llame a la clínica.',
  ].join('\n'),
} as const;
